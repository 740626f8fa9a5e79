namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="ConvolutionPrimitive"/> by its image,
/// dx[n, c, i] = Σ dy[n, k, o]·w[k, c, r] over the o and r with o·stride + r·dilation − paddingLow = i; also the transposed
/// convolution. Inputs: dy [N, K, O…], w [K, C/G, R…], and where <paramref name="HasBias"/> a bias [C]; output:
/// dx [N, C, I…].</summary>
/// <param name="Geometry">The sizes of the convolution that this is the gradient of.</param>
/// <param name="HasBias">Whether a bias is added to each channel of dx (transposed convolution).</param>
public sealed record ConvolutionDataGradientPrimitive(ConvolutionGeometry Geometry, bool HasBias = false) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "ConvolutionDataGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => Geometry.Flops;
}
