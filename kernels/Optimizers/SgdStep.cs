using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>θ ← θ − η·(g + λ·θ). One work item per element.</summary>
internal sealed class SgdStep<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, int, T, T> _step =
        kernels.Load<ArrayView<T>, ArrayView<T>, int, T, T>(SgdStepKernel);

    internal static void SgdStepKernel(ArrayView<T> gradient, ArrayView<T> parameter, int count, T rate, T decay)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        T value = parameter[i];
        parameter[i] = value - (rate * (gradient[i] + (decay * value)));
    }

    public void Launch(ArrayView<T> gradient, ArrayView<T> parameter, int count, T rate, T decay) =>
        _step(LaunchGrid.Over(count), gradient, parameter, count, rate, decay);
}
