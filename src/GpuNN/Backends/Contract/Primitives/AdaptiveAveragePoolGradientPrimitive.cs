namespace GpuNN.Backends;

/// <summary>The gradient, that is the transpose, of <see cref="AdaptiveAveragePoolPrimitive"/>. Input: dy [..., O…]; output:
/// dx [..., I…].</summary>
/// <param name="SpatialRank">How many axes are pooled: 1 to 3.</param>
public sealed record AdaptiveAveragePoolGradientPrimitive(int SpatialRank) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "AdaptiveAveragePoolGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => outputs[0].Count;
}
