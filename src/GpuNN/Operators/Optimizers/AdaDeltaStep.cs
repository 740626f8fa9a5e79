using GpuNN.Backends;

namespace GpuNN;

/// <content>AdaDeltaStep.</content>
public static partial class Operators
{
    /// <summary>s ← ρ·s + (1 − ρ)·d², u = √(r + ε) / √(s + ε)·d, r ← ρ·r + (1 − ρ)·u², θ ← θ − η·u, in place, with
    /// d = g + λ·θ.</summary>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="squares">s, at first 0.</param>
    /// <param name="steps">r, at first 0.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="rho">ρ.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="epsilonInside">Whether ε is under the roots, as everywhere; else √r + ε and √s + ε.</param>
    /// <inheritdoc cref="SgdStep" path="/exception"/>
    public static void AdaDeltaStep(
        Tensor parameter,
        Tensor gradient,
        Tensor squares,
        Tensor steps,
        double learningRate = 1,
        double rho = 0.9,
        double epsilon = 1e-6,
        double weightDecay = 0,
        bool epsilonInside = true) =>
        RunStep(
            nameof(AdaDeltaStep),
            new AdaDeltaStepPrimitive(learningRate, rho, epsilon, weightDecay, epsilonInside),
            gradient,
            parameter,
            squares,
            steps);
}
