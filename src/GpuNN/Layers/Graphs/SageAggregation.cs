namespace GpuNN.Layers;

/// <summary>What a <see cref="SageConvolution"/> makes of a node's neighbours.</summary>
public enum SageAggregation
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest of each feature of ReLU(P·x + p), the pooling aggregator.</summary>
    Max,
}
