namespace GpuNN.Backends;

/// <summary>y = γ·(x − μ)/√(σ² + ε) + β with mean μ and (biased) variance σ² over the C/G channels of a group and l. Inputs:
/// x [N, C, L], and where <paramref name="IsAffine"/> γ [C] and β [C]; outputs: y [N, C, L], μ [N, G],
/// 1/√(σ² + ε) [N, G]. As many groups as channels make an instance normalisation.</summary>
/// <param name="Groups">G, which divides C.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="IsAffine">Whether there are γ and β.</param>
public sealed record GroupNormPrimitive(int Groups, double Epsilon, bool IsAffine) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "GroupNorm";
}
