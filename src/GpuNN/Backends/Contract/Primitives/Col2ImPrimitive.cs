namespace GpuNN.Backends;

/// <summary>The transpose of <see cref="Im2ColPrimitive"/>: each element of the image [N, C, I…] is the sum of the elements
/// of the columns [N, C·ΠR, ΠO] that come from it.</summary>
/// <param name="Geometry">The sizes; groups and output channels do not matter.</param>
public sealed record Col2ImPrimitive(ConvolutionGeometry Geometry) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "Col2Im";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => inputs[0].Count;
}
