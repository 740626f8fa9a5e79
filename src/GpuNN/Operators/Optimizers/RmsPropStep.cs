using GpuNN.Backends;

namespace GpuNN;

/// <content>RmsPropStep.</content>
public static partial class Operators
{
    /// <summary>s ← α·s + (1 − α)·d², θ ← θ − η·d / (√s + ε), in place, with d = g + λ·θ. Centred, m ← α·m + (1 − α)·d and
    /// s − m² stands for s; with momentum, v ← μ·v + d / (√s + ε) and θ ← θ − η·v.</summary>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="squares">s, at first 0.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="alpha">α.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="epsilonInside">Whether the divisor is √(s + ε), as in the notes.</param>
    /// <param name="mean">m, at first 0; without it the step is not centred.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="velocity">v, at first 0; there where μ is not 0.</param>
    /// <inheritdoc cref="SgdStep" path="/exception"/>
    /// <exception cref="ArgumentException">There is momentum without a velocity, or the other way round.</exception>
    public static void RmsPropStep(
        Tensor parameter,
        Tensor gradient,
        Tensor squares,
        double learningRate = 0.01,
        double alpha = 0.99,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool epsilonInside = false,
        Tensor? mean = null,
        double momentum = 0,
        Tensor? velocity = null)
    {
        if (momentum != 0 != velocity is not null)
            throw new ArgumentException("Momentum takes a velocity, and a velocity momentum.", nameof(velocity));
        var primitive = new RmsPropStepPrimitive(
            learningRate, alpha, epsilon, weightDecay, momentum, IsCentred: mean is not null, epsilonInside);
        Tensor[] changed = (mean, velocity) switch
        {
            (null, null) => [parameter, squares],
            (null, { } v) => [parameter, squares, v],
            ({ } m, null) => [parameter, squares, m],
            ({ } m, { } v) => [parameter, squares, m, v],
        };
        RunStep(nameof(RmsPropStep), primitive, gradient, changed);
    }
}
