using GpuNN.Backends;

namespace GpuNN;

/// <content>AdaGradStep.</content>
public static partial class Operators
{
    /// <summary>s ← s + d², θ ← θ − η·d / (√s + ε), in place, with d = g + λ·θ.</summary>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="squares">s, at first 0.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="epsilonInside">Whether the divisor is √(s + ε), as in the notes.</param>
    /// <inheritdoc cref="SgdStep" path="/exception"/>
    public static void AdaGradStep(
        Tensor parameter,
        Tensor gradient,
        Tensor squares,
        double learningRate,
        double epsilon = 1e-10,
        double weightDecay = 0,
        bool epsilonInside = false) =>
        RunStep(nameof(AdaGradStep), new AdaGradStepPrimitive(learningRate, epsilon, weightDecay, epsilonInside), gradient, parameter, squares);
}
