using GpuNN.Layers;

namespace GpuNN.Models.Graphs;

/// <summary>GraphSAGE (Hamilton et al., 2017) over whole neighbourhoods: two layers that each join a node's features with the mean
/// or the maximum of its neighbours', made unit vectors between them.</summary>
public sealed class GraphSage : Module
{
    private readonly SageConvolution _first;
    private readonly SageConvolution _second;
    private readonly double _dropout;

    /// <summary>A model.</summary>
    /// <param name="features">Features of a node.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="hidden">Features between the two layers.</param>
    /// <param name="aggregation">What is made of the neighbours.</param>
    /// <param name="dropout">The probability of dropping, in training.</param>
    /// <param name="device">Where the weights live.</param>
    public GraphSage(
        int features,
        int classes,
        int hidden = 128,
        SageAggregation aggregation = SageAggregation.Mean,
        double dropout = 0.5,
        Device? device = null)
    {
        _first = Register("first", new SageConvolution(features, hidden, aggregation, device));
        _second = Register("second", new SageConvolution(hidden, classes, aggregation, device));
        _dropout = dropout;
    }

    /// <summary>Classifies nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[nodes, features].</param>
    /// <returns>Logits [nodes, classes].</returns>
    public Tensor Forward(GraphData graph, Tensor features) => Call(() =>
    {
        Tensor hidden = _first.Forward(graph, features.Dropout(_dropout, IsTraining)).ReLU();
        Tensor lengths = (hidden.Square().Sum([1], keepAxes: true) + 1e-12).Sqrt();
        return [_second.Forward(graph, (hidden / lengths).Dropout(_dropout, IsTraining))];
    })[0];
}
