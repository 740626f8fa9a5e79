namespace GpuNN.Backends;

/// <summary>Y = activation(x ∗ w + bias), the cross-correlation that layers compute. Inputs: x [N, C, I…], w [K, C/G, R…],
/// and where <paramref name="HasBias"/> a bias [K]; output: y [N, K, O…].</summary>
/// <param name="Geometry">The sizes.</param>
/// <param name="HasBias">Whether a bias is added to each output channel.</param>
/// <param name="Activation">Applied to the sum.</param>
public sealed record ConvolutionPrimitive(
    ConvolutionGeometry Geometry, bool HasBias = false, Activation Activation = Activation.Identity) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "Convolution";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => Geometry.Flops;
}
