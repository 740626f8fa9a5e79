using GpuNN.Backends;

namespace GpuNN;

/// <content>MomentumStep.</content>
public static partial class Operators
{
    /// <summary>v ← μ·v + (1 − τ)·d, θ ← θ − η·v, in place, with d = g + λ·θ; with the rate inside, v ← μ·v + (1 − τ)·η·d,
    /// θ ← θ − v. The two part once η changes.</summary>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="velocity">v, at first 0.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="dampening">τ.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="rateInside">Whether η is inside of the velocity, as in the notes, instead of outside, as in
    /// PyTorch.</param>
    /// <inheritdoc cref="SgdStep" path="/exception"/>
    public static void MomentumStep(
        Tensor parameter,
        Tensor gradient,
        Tensor velocity,
        double learningRate,
        double momentum = 0.9,
        double dampening = 0,
        double weightDecay = 0,
        bool rateInside = false) =>
        RunStep(
            nameof(MomentumStep),
            new MomentumStepPrimitive(learningRate, momentum, dampening, weightDecay, IsNesterov: false, rateInside),
            gradient,
            parameter,
            velocity);
}
