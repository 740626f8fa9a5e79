namespace GpuNN.Backends;

/// <summary>The largest element of each window; a NaN in the window is the largest, and of equal elements the first.
/// Input: x [..., I…]; outputs: y [..., O…], and where <paramref name="WithIndices"/> the position of each in its plane,
/// row-major over I… (int64, [..., O…]). Every window holds an element of the image.</summary>
/// <param name="Geometry">The sizes.</param>
/// <param name="WithIndices">Whether positions are wanted.</param>
public sealed record MaxPoolPrimitive(PoolingGeometry Geometry, bool WithIndices) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "MaxPool";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        (double)outputs[0].Count * Geometry.Kernel.Product;
}
