using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>z[i] = f(x[i], y[i]; α, β), one work item per element. Flat where all operands lie contiguous in the same order;
/// strided otherwise, which is also how operands broadcast: by strides of 0.</summary>
internal sealed class BinaryElementwise<T, TFunction>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IBinaryFunction
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, T, T> _flat =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, T, T>(FlatBinaryKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, Strided4, Strided4, Strided4, int, T, T> _strided4 =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, Strided4, Strided4, Strided4, int, T, T>(StridedBinaryKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, Strided8, Strided8, Strided8, int, T, T> _strided8 =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, Strided8, Strided8, Strided8, int, T, T>(StridedBinaryKernel);

    internal static void FlatBinaryKernel(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z, int count, T alpha, T beta)
    {
        int i = Grid.GlobalIndex.X;
        if (i < count) z[i] = TFunction.Apply(x[i], y[i], alpha, beta);
    }

    internal static void StridedBinaryKernel<TLayout>(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> z,
        TLayout xLayout,
        TLayout yLayout,
        TLayout zLayout,
        int count,
        T alpha,
        T beta)
        where TLayout : struct, ILayout
    {
        int i = Grid.GlobalIndex.X;
        if (i < count)
            z[zLayout.Position(i)] = TFunction.Apply(x[xLayout.Position(i)], y[yLayout.Position(i)], alpha, beta);
    }

    public void Launch(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z, int count, T alpha, T beta) =>
        _flat(LaunchGrid.Over(count), x, y, z, count, alpha, beta);

    public void Launch(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> z,
        Strided4 xLayout,
        Strided4 yLayout,
        Strided4 zLayout,
        int count,
        T alpha,
        T beta) =>
        _strided4(LaunchGrid.Over(count), x, y, z, xLayout, yLayout, zLayout, count, alpha, beta);

    public void Launch(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> z,
        Strided8 xLayout,
        Strided8 yLayout,
        Strided8 zLayout,
        int count,
        T alpha,
        T beta) =>
        _strided8(LaunchGrid.Over(count), x, y, z, xLayout, yLayout, zLayout, count, alpha, beta);
}
