namespace GpuNN.Backends;

/// <summary>Batch normalisation in training: y = γ·(x − μ)/√(σ² + ε) + β with mean μ and (biased) variance σ² of each
/// channel over n and l. Inputs: x [N, C, L], and where <paramref name="IsAffine"/> γ [C] and β [C]. Outputs: y [N, C, L],
/// μ [C], 1/√(σ² + ε) [C], and where <paramref name="TracksStatistics"/>, changed in place, the running mean [C] and the
/// running variance [C]: r ← (1 − m)·r + m·v, with the unbiased variance σ²·NL/(NL − 1).</summary>
/// <param name="Epsilon">ε.</param>
/// <param name="IsAffine">Whether there are γ and β.</param>
/// <param name="TracksStatistics">Whether running statistics are updated.</param>
/// <param name="Momentum">m, the weight of the new value.</param>
public sealed record BatchNormPrimitive(double Epsilon, bool IsAffine, bool TracksStatistics = false, double Momentum = 0)
    : Primitive
{
    /// <inheritdoc/>
    public override string Name => "BatchNorm";
}
