namespace GpuNN.Backends;

/// <summary>y = γ·x/√(mean(x²) + ε), the mean over the row. Inputs: x [rows, columns], and where <paramref name="HasScale"/>
/// γ [columns]; outputs: y [rows, columns], 1/√(mean(x²) + ε) [rows].</summary>
/// <param name="Epsilon">ε.</param>
/// <param name="HasScale">Whether there is γ.</param>
public sealed record RmsNormPrimitive(double Epsilon, bool HasScale) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "RmsNorm";
}
