namespace GpuNN.Backends;

/// <summary>RMSProp, with d = g + λ·θ: s ← α·s + (1 − α)·d²; centred, m ← α·m + (1 − α)·d and σ² = s − m², else σ² = s; the
/// step is u = d / (σ + ε), or d / √(σ² + ε); with momentum, v ← μ·v + u and θ ← θ − η·v, else θ ← θ − η·u. Input: g; outputs,
/// changed in place: θ, s, m where centred, v where μ ≠ 0.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Alpha">α.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="Momentum">μ.</param>
/// <param name="IsCentred">Whether the variance instead of the second moment normalises.</param>
/// <param name="EpsilonInside">Whether ε is under the root.</param>
public sealed record RmsPropStepPrimitive(
    double LearningRate,
    double Alpha,
    double Epsilon,
    double WeightDecay = 0,
    double Momentum = 0,
    bool IsCentred = false,
    bool EpsilonInside = false) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "RmsPropStep";
}
