using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[i] = f(x[i]; α, β), one work item per element. Flat where x and y lie contiguous in the same order; strided
/// otherwise, at the price of three divisions per operand.</summary>
internal sealed class UnaryElementwise<T, TFunction>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IUnaryFunction
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, int, T, T> _flat =
        kernels.Load<ArrayView<T>, ArrayView<T>, int, T, T>(FlatUnaryKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, Strided4, Strided4, int, T, T> _strided4 =
        kernels.Load<ArrayView<T>, ArrayView<T>, Strided4, Strided4, int, T, T>(StridedUnaryKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, Strided8, Strided8, int, T, T> _strided8 =
        kernels.Load<ArrayView<T>, ArrayView<T>, Strided8, Strided8, int, T, T>(StridedUnaryKernel);

    internal static void FlatUnaryKernel(ArrayView<T> x, ArrayView<T> y, int count, T alpha, T beta)
    {
        int i = Grid.GlobalIndex.X;
        if (i < count) y[i] = TFunction.Apply(x[i], alpha, beta);
    }

    internal static void StridedUnaryKernel<TLayout>(
        ArrayView<T> x, ArrayView<T> y, TLayout xLayout, TLayout yLayout, int count, T alpha, T beta)
        where TLayout : struct, ILayout
    {
        int i = Grid.GlobalIndex.X;
        if (i < count) y[yLayout.Position(i)] = TFunction.Apply(x[xLayout.Position(i)], alpha, beta);
    }

    public void Launch(ArrayView<T> x, ArrayView<T> y, int count, T alpha, T beta) =>
        _flat(LaunchGrid.Over(count), x, y, count, alpha, beta);

    public void Launch(ArrayView<T> x, ArrayView<T> y, Strided4 xLayout, Strided4 yLayout, int count, T alpha, T beta) =>
        _strided4(LaunchGrid.Over(count), x, y, xLayout, yLayout, count, alpha, beta);

    public void Launch(ArrayView<T> x, ArrayView<T> y, Strided8 xLayout, Strided8 yLayout, int count, T alpha, T beta) =>
        _strided8(LaunchGrid.Over(count), x, y, xLayout, yLayout, count, alpha, beta);
}
