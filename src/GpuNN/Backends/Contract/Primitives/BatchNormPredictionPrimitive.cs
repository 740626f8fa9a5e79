namespace GpuNN.Backends;

/// <summary>Batch normalisation in prediction: y = γ·(x − μ)/√(σ² + ε) + β with running statistics. Inputs: x [N, C, L],
/// μ [C], σ² [C], and where <paramref name="IsAffine"/> γ [C] and β [C]; output: y [N, C, L].</summary>
/// <param name="Epsilon">ε.</param>
/// <param name="IsAffine">Whether there are γ and β.</param>
public sealed record BatchNormPredictionPrimitive(double Epsilon, bool IsAffine) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "BatchNormPrediction";
}
