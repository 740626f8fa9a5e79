namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="ConvolutionPrimitive"/> by its filter,
/// dw[k, c, r] = Σ dy[n, k, o]·x[n, c, o·stride + r·dilation − paddingLow] over n and o. Inputs: x [N, C, I…],
/// dy [N, K, O…]; output: dw [K, C/G, R…]. The gradient by the bias is the sum of dy over all axes but the
/// channels.</summary>
/// <param name="Geometry">The sizes.</param>
public sealed record ConvolutionWeightGradientPrimitive(ConvolutionGeometry Geometry) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "ConvolutionWeightGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => Geometry.Flops;
}
