namespace GpuNN.Backends;

/// <summary>The sum of each window over its divisor: <paramref name="DivisorOverride"/> where that is not 0, else the number
/// of positions of the window that lie in the image or, where <paramref name="CountsPadding"/>, in its padding too (what
/// ceil mode adds beyond the padding never counts). Input: x [..., I…]; output: y [..., O…].</summary>
/// <param name="Geometry">The sizes; the dilation is 1.</param>
/// <param name="CountsPadding">Whether padding counts.</param>
/// <param name="DivisorOverride">The divisor, or 0.</param>
public sealed record AveragePoolPrimitive(PoolingGeometry Geometry, bool CountsPadding, int DivisorOverride = 0) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "AveragePool";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        (double)outputs[0].Count * Geometry.Kernel.Product;
}
