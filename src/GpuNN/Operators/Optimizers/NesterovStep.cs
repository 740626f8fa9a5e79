using GpuNN.Backends;

namespace GpuNN;

/// <content>NesterovStep.</content>
public static partial class Operators
{
    /// <summary>v ← μ·v + d, θ ← θ − η·(d + μ·v), in place, with d = g + λ·θ; with the rate inside, v ← μ·v + η·d,
    /// θ ← θ − (η·d + μ·v). The parameter held is the look-ahead θ − μ·v of the textbook form, at which g is taken.</summary>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="velocity">v, at first 0.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="rateInside">Whether η is inside of the velocity, as in the notes, instead of outside, as in
    /// PyTorch.</param>
    /// <inheritdoc cref="SgdStep" path="/exception"/>
    public static void NesterovStep(
        Tensor parameter,
        Tensor gradient,
        Tensor velocity,
        double learningRate,
        double momentum = 0.9,
        double weightDecay = 0,
        bool rateInside = false) =>
        RunStep(
            nameof(NesterovStep),
            new MomentumStepPrimitive(learningRate, momentum, Dampening: 0, weightDecay, IsNesterov: true, rateInside),
            gradient,
            parameter,
            velocity);
}
