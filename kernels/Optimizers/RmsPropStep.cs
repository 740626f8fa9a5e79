using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The numbers of an RMSProp step.</summary>
internal readonly struct RmsPropNumbers<T>
    where T : unmanaged
{
    public T Rate { get; init; }

    public T Alpha { get; init; }

    /// <summary>1 − α.</summary>
    public T Rest { get; init; }

    public T Momentum { get; init; }

    public T Epsilon { get; init; }

    public T Decay { get; init; }

    public int IsCentred { get; init; }

    public int HasMomentum { get; init; }

    public int EpsilonInside { get; init; }
}

/// <summary>d = g + λ·θ; s ← α·s + (1 − α)·d²; σ² = s, or centred s − m² with m ← α·m + (1 − α)·d; u = d / root(σ²), with
/// momentum v ← μ·v + u in its place; θ ← θ − η·u. One work item per element.</summary>
internal sealed class RmsPropStep<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, RmsPropNumbers<T>> _step =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, RmsPropNumbers<T>>(RmsPropStepKernel);

    internal static void RmsPropStepKernel(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> squares,
        ArrayView<T> means,
        ArrayView<T> velocity,
        int count,
        RmsPropNumbers<T> numbers)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        T direction = gradient[i] + (numbers.Decay * parameter[i]);
        T variance = (numbers.Alpha * squares[i]) + (numbers.Rest * direction * direction);
        squares[i] = variance;
        if (numbers.IsCentred != 0)
        {
            T mean = (numbers.Alpha * means[i]) + (numbers.Rest * direction);
            means[i] = mean;
            variance -= mean * mean;
        }

        T step = direction / StepRoot.Of(variance, numbers.Epsilon, numbers.EpsilonInside);
        if (numbers.HasMomentum != 0)
        {
            step += numbers.Momentum * velocity[i];
            velocity[i] = step;
        }

        parameter[i] -= numbers.Rate * step;
    }

    public void Launch(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> squares,
        ArrayView<T> means,
        ArrayView<T> velocity,
        int count,
        RmsPropNumbers<T> numbers) =>
        _step(LaunchGrid.Over(count), gradient, parameter, squares, means, velocity, count, numbers);
}
