namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="BatchNormPrimitive"/>. With x̂ = (x − μ)·s and s = 1/√(σ² + ε):
/// dβ = Σ dy, dγ = Σ dy·x̂, dx = γ·s·(dy − (dβ + x̂·dγ)/NL). Inputs: dy [N, C, L], x [N, C, L], μ [C], s [C], and where
/// <paramref name="IsAffine"/> γ [C]; outputs: dx [N, C, L], dγ [C], dβ [C].</summary>
/// <param name="IsAffine">Whether there is γ; without it, it is 1.</param>
public sealed record BatchNormGradientPrimitive(bool IsAffine) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "BatchNormGradient";
}
