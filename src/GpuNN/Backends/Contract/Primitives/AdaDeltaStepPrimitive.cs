namespace GpuNN.Backends;

/// <summary>AdaDelta, with d = g + λ·θ: s ← ρ·s + (1 − ρ)·d², u = √(r + ε) / √(s + ε)·d, or (√r + ε) / (√s + ε)·d,
/// r ← ρ·r + (1 − ρ)·u², θ ← θ − η·u. Input: g; outputs, changed in place: θ, s, r.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Rho">ρ.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="EpsilonInside">Whether ε is under the roots.</param>
public sealed record AdaDeltaStepPrimitive(
    double LearningRate, double Rho, double Epsilon, double WeightDecay = 0, bool EpsilonInside = true) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "AdaDeltaStep";
}
