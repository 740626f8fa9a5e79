namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="RmsNormPrimitive"/>. With s = 1/√(mean(x²) + ε) and g = γ·dy:
/// dx = s·(g − x·s²·mean(g·x)), dγ = Σ dy·x·s over the rows. Inputs: dy [rows, columns], x [rows, columns], s [rows], and
/// where <paramref name="HasScale"/> γ [columns]; outputs: dx [rows, columns], and where <paramref name="HasScale"/>
/// dγ [columns].</summary>
/// <param name="HasScale">Whether there is γ.</param>
public sealed record RmsNormGradientPrimitive(bool HasScale) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "RmsNormGradient";
}
