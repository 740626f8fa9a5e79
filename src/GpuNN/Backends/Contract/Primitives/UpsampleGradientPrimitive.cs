namespace GpuNN.Backends;

/// <summary>The gradient, that is the transpose, of <see cref="UpsamplePrimitive"/>. Input: dy [N, C, H', W']; output:
/// dx [N, C, H, W].</summary>
/// <param name="Mode">As there.</param>
/// <param name="AlignsCorners">As there.</param>
/// <param name="ScaleHeight">As there.</param>
/// <param name="ScaleWidth">As there.</param>
public sealed record UpsampleGradientPrimitive(UpsampleMode Mode, bool AlignsCorners, double ScaleHeight, double ScaleWidth)
    : Primitive
{
    /// <inheritdoc/>
    public override string Name => $"Upsample{Mode}Gradient";
}
