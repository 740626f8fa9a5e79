using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>d = g + λ·θ; s ← s + d²; θ ← θ − η·d / root(s). One work item per element.</summary>
internal sealed class AdaGradStep<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, T, T, T> _step =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, T, T, T>(AdaGradStepKernel);

    internal static void AdaGradStepKernel(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> squares,
        int count,
        int epsilonInside,
        T rate,
        T epsilon,
        T decay)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        T direction = gradient[i] + (decay * parameter[i]);
        T square = squares[i] + (direction * direction);
        squares[i] = square;
        parameter[i] -= rate * direction / StepRoot.Of(square, epsilon, epsilonInside);
    }

    public void Launch(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> squares,
        int count,
        int epsilonInside,
        T rate,
        T epsilon,
        T decay) =>
        _step(LaunchGrid.Over(count), gradient, parameter, squares, count, epsilonInside, rate, epsilon, decay);
}
