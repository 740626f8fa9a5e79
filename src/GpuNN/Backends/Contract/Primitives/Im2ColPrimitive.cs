namespace GpuNN.Backends;

/// <summary>The windows of a convolution as columns. Input [N, C, I…], zero outside; output [N, C·ΠR, ΠO]: row (c, r), column
/// o holds the input at channel c, position o·stride + r·dilation − paddingLow.</summary>
/// <param name="Geometry">The sizes; groups and output channels do not matter.</param>
public sealed record Im2ColPrimitive(ConvolutionGeometry Geometry) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "Im2Col";
}
