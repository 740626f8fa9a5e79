using GpuNN.Backends;

namespace GpuNN.Layers;

/// <summary>A layer of GraphSAGE (Hamilton et al., 2017): W·[x; aggregate of the neighbours] + b, where the two halves of W are
/// matrices of their own.</summary>
public sealed class SageConvolution : Module
{
    private readonly Linear _own;
    private readonly Linear _neighbors;
    private readonly Linear? _pool;

    /// <summary>A layer.</summary>
    /// <param name="inputs">Features of a node.</param>
    /// <param name="outputs">Features that it gets.</param>
    /// <param name="aggregation">What is made of the neighbours.</param>
    /// <param name="device">Where the weights live.</param>
    public SageConvolution(int inputs, int outputs, SageAggregation aggregation = SageAggregation.Mean, Device? device = null)
    {
        Aggregation = aggregation;
        _own = Register("own", new Linear(inputs, outputs, device: device));
        _neighbors = Register("neighbors", new Linear(inputs, outputs, bias: false, device: device));
        if (aggregation == SageAggregation.Max)
            _pool = Register("pool", new Linear(inputs, inputs, activation: Activation.ReLU, device: device));
    }

    /// <summary>What is made of the neighbours.</summary>
    public SageAggregation Aggregation { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[nodes, in].</param>
    /// <returns>[nodes, out].</returns>
    public Tensor Forward(GraphData graph, Tensor features) => Call(() =>
    {
        Tensor aggregate = _pool is null ? graph.NeighborMean(features) : graph.NeighborMax(_pool.Forward(features));
        return [_own.Forward(features) + _neighbors.Forward(aggregate)];
    })[0];
}
