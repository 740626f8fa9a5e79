using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>d = g + λ·θ; s ← ρ·s + (1 − ρ)·d²; u = root(r) / root(s)·d; r ← ρ·r + (1 − ρ)·u²; θ ← θ − η·u. One work item per
/// element.</summary>
internal sealed class AdaDeltaStep<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, T, T, T, T, T> _step =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, T, T, T, T, T>(AdaDeltaStepKernel);

    internal static void AdaDeltaStepKernel(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> squares,
        ArrayView<T> steps,
        int count,
        int epsilonInside,
        T rate,
        T rho,
        T rest,
        T epsilon,
        T decay)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        T direction = gradient[i] + (decay * parameter[i]);
        T square = (rho * squares[i]) + (rest * direction * direction);
        squares[i] = square;
        T step = direction * StepRoot.Of(steps[i], epsilon, epsilonInside) / StepRoot.Of(square, epsilon, epsilonInside);
        steps[i] = (rho * steps[i]) + (rest * step * step);
        parameter[i] -= rate * step;
    }

    public void Launch(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> squares,
        ArrayView<T> steps,
        int count,
        int epsilonInside,
        T rate,
        T rho,
        T rest,
        T epsilon,
        T decay) =>
        _step(LaunchGrid.Over(count), gradient, parameter, squares, steps, count, epsilonInside, rate, rho, rest, epsilon, decay);
}
