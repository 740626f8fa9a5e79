using GpuNN.Backends;

namespace GpuNN;

/// <content>AdamStep.</content>
public static partial class Operators
{
    /// <summary>m ← β₁·m + (1 − β₁)·d, v ← β₂·v + (1 − β₂)·d², θ ← θ − η·m̂ / (√v̂ + ε), in place, with d = g + λ·θ,
    /// m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ). The learning rate belongs to the step, not to the recursion of m, and m and v
    /// stay uncorrected.</summary>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="first">m, at first 0.</param>
    /// <param name="second">v, at first 0.</param>
    /// <param name="step">t, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="epsilonInside">Whether the divisor is √(v̂ + ε), as in the notes.</param>
    /// <param name="largest">The largest v so far, at first 0, which then stands for v (AMSGrad); none without it.</param>
    /// <inheritdoc cref="SgdStep" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">t is below 1.</exception>
    public static void AdamStep(
        Tensor parameter,
        Tensor gradient,
        Tensor first,
        Tensor second,
        long step,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool epsilonInside = false,
        Tensor? largest = null)
    {
        var primitive = new AdamStepPrimitive(
            learningRate, beta1, beta2, epsilon, step, weightDecay, IsDecoupled: false, epsilonInside, IsAmsGrad: largest is not null);
        RunAdam(nameof(AdamStep), primitive, parameter, gradient, first, second, largest);
    }

    private static void RunAdam(
        string name, AdamStepPrimitive primitive, Tensor parameter, Tensor gradient, Tensor first, Tensor second, Tensor? largest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(primitive.Step, 1, "step");
        if (largest is null) RunStep(name, primitive, gradient, parameter, first, second);
        else RunStep(name, primitive, gradient, parameter, first, second, largest);
    }
}
