namespace GpuNN.Backends;

/// <summary>Adam: d = g + λ·θ, or, with decoupled decay (AdamW), d = g after θ ← θ − η·λ·θ;
/// m ← β₁·m + (1 − β₁)·d, v ← β₂·v + (1 − β₂)·d², m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ), where AMSGrad takes the largest v so
/// far; θ ← θ − η·m̂ / (√v̂ + ε), or √(v̂ + ε). m and v stay uncorrected. Input: g; outputs, changed in place: θ, m, v, and with
/// AMSGrad the largest v.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Step">t, from 1.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="IsDecoupled">Whether the decay is AdamW's.</param>
/// <param name="EpsilonInside">Whether ε is under the root.</param>
/// <param name="IsAmsGrad">Whether the largest second moment normalises.</param>
public sealed record AdamStepPrimitive(
    double LearningRate,
    double Beta1,
    double Beta2,
    double Epsilon,
    long Step,
    double WeightDecay = 0,
    bool IsDecoupled = false,
    bool EpsilonInside = false,
    bool IsAmsGrad = false) : Primitive
{
    /// <inheritdoc/>
    public override string Name => IsDecoupled ? "AdamWStep" : "AdamStep";
}
