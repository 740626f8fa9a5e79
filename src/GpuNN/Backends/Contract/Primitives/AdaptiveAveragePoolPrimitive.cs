namespace GpuNN.Backends;

/// <summary>The mean of each window, where window o of an axis reaches from ⌊o·I/O⌋ to below ⌈(o+1)·I/O⌉. Input:
/// x [..., I…]; output: y [..., O…]. The last <paramref name="SpatialRank"/> axes are spatial.</summary>
/// <param name="SpatialRank">How many axes are pooled: 1 to 3.</param>
public sealed record AdaptiveAveragePoolPrimitive(int SpatialRank) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "AdaptiveAveragePool";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => inputs[0].Count;
}
