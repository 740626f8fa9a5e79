using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>w[i] = f(x[i], y[i], z[i]; α, β), one work item per element. Flat where all operands lie contiguous in the same
/// order; strided otherwise.</summary>
internal sealed class TernaryElementwise<T, TFunction>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, ITernaryFunction
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, T, T> _flat =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, T, T>(FlatTernaryKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, Strided4, Strided4, Strided4, Strided4, int, T, T> _strided4 =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, Strided4, Strided4, Strided4, Strided4, int, T, T>(StridedTernaryKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, Strided8, Strided8, Strided8, Strided8, int, T, T> _strided8 =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, Strided8, Strided8, Strided8, Strided8, int, T, T>(StridedTernaryKernel);

    internal static void FlatTernaryKernel(
        ArrayView<T> x, ArrayView<T> y, ArrayView<T> z, ArrayView<T> w, int count, T alpha, T beta)
    {
        int i = Grid.GlobalIndex.X;
        if (i < count) w[i] = TFunction.Apply(x[i], y[i], z[i], alpha, beta);
    }

    internal static void StridedTernaryKernel<TLayout>(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> z,
        ArrayView<T> w,
        TLayout xLayout,
        TLayout yLayout,
        TLayout zLayout,
        TLayout wLayout,
        int count,
        T alpha,
        T beta)
        where TLayout : struct, ILayout
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        w[wLayout.Position(i)] = TFunction.Apply(
            x[xLayout.Position(i)], y[yLayout.Position(i)], z[zLayout.Position(i)], alpha, beta);
    }

    public void Launch(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z, ArrayView<T> w, int count, T alpha, T beta) =>
        _flat(LaunchGrid.Over(count), x, y, z, w, count, alpha, beta);

    public void Launch(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> z,
        ArrayView<T> w,
        Strided4 xLayout,
        Strided4 yLayout,
        Strided4 zLayout,
        Strided4 wLayout,
        int count,
        T alpha,
        T beta) =>
        _strided4(LaunchGrid.Over(count), x, y, z, w, xLayout, yLayout, zLayout, wLayout, count, alpha, beta);

    public void Launch(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> z,
        ArrayView<T> w,
        Strided8 xLayout,
        Strided8 yLayout,
        Strided8 zLayout,
        Strided8 wLayout,
        int count,
        T alpha,
        T beta) =>
        _strided8(LaunchGrid.Over(count), x, y, z, w, xLayout, yLayout, zLayout, wLayout, count, alpha, beta);
}
