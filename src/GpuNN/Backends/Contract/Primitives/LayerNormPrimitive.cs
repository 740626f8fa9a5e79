namespace GpuNN.Backends;

/// <summary>y = γ·(x − μ)/√(σ² + ε) + β with mean μ and (biased) variance σ² of each row. Inputs: x [rows, columns], and
/// where <paramref name="IsAffine"/> γ [columns] and β [columns]; outputs: y [rows, columns], μ [rows],
/// 1/√(σ² + ε) [rows].</summary>
/// <param name="Epsilon">ε.</param>
/// <param name="IsAffine">Whether there are γ and β.</param>
public sealed record LayerNormPrimitive(double Epsilon, bool IsAffine) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "LayerNorm";
}
