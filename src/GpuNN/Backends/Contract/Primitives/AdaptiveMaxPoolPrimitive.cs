namespace GpuNN.Backends;

/// <summary>The largest element of each window, where window o of an axis reaches from ⌊o·I/O⌋ to below ⌈(o+1)·I/O⌉; NaN
/// and ties as in <see cref="MaxPoolPrimitive"/>. Input: x [..., I…]; outputs: y [..., O…], and where
/// <paramref name="WithIndices"/> the position of each in its plane (int64, [..., O…]). The last
/// <paramref name="SpatialRank"/> axes are spatial.</summary>
/// <param name="SpatialRank">How many axes are pooled: 1 to 3.</param>
/// <param name="WithIndices">Whether positions are wanted.</param>
public sealed record AdaptiveMaxPoolPrimitive(int SpatialRank, bool WithIndices) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "AdaptiveMaxPool";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => inputs[0].Count;
}
