using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>d = g + λ·θ, or η times that; v ← μ·v + (1 − τ)·d; θ ← θ − η·v, or θ − v where η is in d; Nesterov's form steps by
/// d + μ·v. One work item per element.</summary>
internal sealed class MomentumStep<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int, T, T, T, T> _step =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int, T, T, T, T>(MomentumStepKernel);

    internal static void MomentumStepKernel(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> velocity,
        int count,
        int isNesterov,
        int rateInside,
        T rate,
        T momentum,
        T share,
        T decay)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        T direction = gradient[i] + (decay * parameter[i]);
        if (rateInside != 0) direction *= rate;
        T speed = (momentum * velocity[i]) + (share * direction);
        velocity[i] = speed;
        T step = isNesterov != 0 ? direction + (momentum * speed) : speed;
        parameter[i] -= rateInside != 0 ? step : rate * step;
    }

    public void Launch(
        ArrayView<T> gradient,
        ArrayView<T> parameter,
        ArrayView<T> velocity,
        int count,
        int isNesterov,
        int rateInside,
        T rate,
        T momentum,
        T share,
        T decay) =>
        _step(LaunchGrid.Over(count), gradient, parameter, velocity, count, isNesterov, rateInside, rate, momentum, share, decay);
}
