using GpuNN.Backends;

namespace GpuNN;

/// <content>AdamWStep.</content>
public static partial class Operators
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019): θ ← θ − η·λ·θ, then the step of
    /// <see cref="AdamStep"/> without decay, in place.</summary>
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
    public static void AdamWStep(
        Tensor parameter,
        Tensor gradient,
        Tensor first,
        Tensor second,
        long step,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0.01,
        bool epsilonInside = false,
        Tensor? largest = null)
    {
        var primitive = new AdamStepPrimitive(
            learningRate, beta1, beta2, epsilon, step, weightDecay, IsDecoupled: true, epsilonInside, IsAmsGrad: largest is not null);
        RunAdam(nameof(AdamWStep), primitive, parameter, gradient, first, second, largest);
    }
}
