namespace GpuNN.Backends;

/// <summary>AdaGrad, with d = g + λ·θ: s ← s + d², θ ← θ − η·d / (√s + ε), or √(s + ε). Input: g; outputs, changed in place:
/// θ, s.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="EpsilonInside">Whether ε is under the root.</param>
public sealed record AdaGradStepPrimitive(
    double LearningRate, double Epsilon, double WeightDecay = 0, bool EpsilonInside = false) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "AdaGradStep";
}
