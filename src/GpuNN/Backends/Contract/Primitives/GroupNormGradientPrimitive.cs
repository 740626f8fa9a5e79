namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="GroupNormPrimitive"/>. With x̂ = (x − μ)·s and g = γ·dy:
/// dx = s·(g − mean(g) − x̂·mean(g·x̂)), means over the group; dγ = Σ dy·x̂ and dβ = Σ dy over n and l. Inputs:
/// dy [N, C, L], x [N, C, L], μ [N, G], s [N, G], and where <paramref name="IsAffine"/> γ [C]; outputs: dx [N, C, L], and
/// where <paramref name="IsAffine"/> dγ [C] and dβ [C].</summary>
/// <param name="Groups">G.</param>
/// <param name="IsAffine">Whether there are γ and β.</param>
public sealed record GroupNormGradientPrimitive(int Groups, bool IsAffine) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "GroupNormGradient";
}
