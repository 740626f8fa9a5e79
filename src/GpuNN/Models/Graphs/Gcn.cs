using GpuNN.Layers;

namespace GpuNN.Models.Graphs;

/// <summary>Kipf and Welling's network (2016): Â·ReLU(Â·X·W₁ + b₁)·W₂ + b₂, dropout before each product.</summary>
public sealed class Gcn : Module
{
    private readonly GcnConvolution _first;
    private readonly GcnConvolution _second;
    private readonly double _dropout;

    /// <summary>A model; hidden size and dropout are the paper's where they are left out.</summary>
    /// <param name="features">Features of a node.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="hidden">Features between the two layers.</param>
    /// <param name="dropout">The probability of dropping, in training.</param>
    /// <param name="device">Where the weights live.</param>
    public Gcn(int features, int classes, int hidden = 16, double dropout = 0.5, Device? device = null)
    {
        _first = Register("first", new GcnConvolution(features, hidden, device: device));
        _second = Register("second", new GcnConvolution(hidden, classes, device: device));
        _dropout = dropout;
    }

    /// <summary>Classifies nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[nodes, features].</param>
    /// <returns>Logits [nodes, classes].</returns>
    public Tensor Forward(GraphData graph, Tensor features) => Call(() =>
    {
        Tensor hidden = _first.Forward(graph, features.Dropout(_dropout, IsTraining)).ReLU();
        return [_second.Forward(graph, hidden.Dropout(_dropout, IsTraining))];
    })[0];
}
