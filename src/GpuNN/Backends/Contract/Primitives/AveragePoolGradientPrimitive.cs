namespace GpuNN.Backends;

/// <summary>The gradient, that is the transpose, of <see cref="AveragePoolPrimitive"/>: each element of dy is spread over
/// its window, divided by the same divisor. Input: dy [..., O…]; output: dx [..., I…].</summary>
/// <param name="Geometry">The sizes of the pooling.</param>
/// <param name="CountsPadding">As there.</param>
/// <param name="DivisorOverride">As there.</param>
public sealed record AveragePoolGradientPrimitive(PoolingGeometry Geometry, bool CountsPadding, int DivisorOverride = 0)
    : Primitive
{
    /// <inheritdoc/>
    public override string Name => "AveragePoolGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        (double)inputs[0].Count * Geometry.Kernel.Product;
}
