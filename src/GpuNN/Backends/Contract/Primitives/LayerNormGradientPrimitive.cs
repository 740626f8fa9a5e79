namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="LayerNormPrimitive"/>. With x̂ = (x − μ)·s, s = 1/√(σ² + ε) and g = γ·dy:
/// dx = s·(g − mean(g) − x̂·mean(g·x̂)), means over the row; dγ = Σ dy·x̂ and dβ = Σ dy over the rows. Inputs:
/// dy [rows, columns], x [rows, columns], μ [rows], s [rows], and where <paramref name="IsAffine"/> γ [columns]; outputs:
/// dx [rows, columns], and where <paramref name="IsAffine"/> dγ [columns] and dβ [columns].</summary>
/// <param name="IsAffine">Whether there are γ and β.</param>
public sealed record LayerNormGradientPrimitive(bool IsAffine) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "LayerNormGradient";
}
