namespace GpuNN.Kernels;

/// <summary>y[i] = convert(x[i]), any strides on both sides, one work item per element. Flat where both are contiguous.
/// A copy between equal types goes through the same kernel with an exact conversion.</summary>
internal sealed class ConvertingCopy<TSource, TValue, TTarget, TReader, TKind, TWriter>(KernelSet kernels)
    where TSource : unmanaged
    where TTarget : unmanaged
    where TReader : struct, IReader<TSource, TValue>
    where TKind : struct, IValue<TValue>
    where TWriter : struct, IWriter<TTarget>
{
    private readonly Action<KernelConfig, ArrayView<TSource>, ArrayView<TTarget>, int> _flat =
        kernels.Load<ArrayView<TSource>, ArrayView<TTarget>, int>(FlatCopyKernel);

    private readonly Action<KernelConfig, ArrayView<TSource>, ArrayView<TTarget>, Strided4, Strided4, int> _strided4 =
        kernels.Load<ArrayView<TSource>, ArrayView<TTarget>, Strided4, Strided4, int>(StridedCopyKernel);

    private readonly Action<KernelConfig, ArrayView<TSource>, ArrayView<TTarget>, Strided8, Strided8, int> _strided8 =
        kernels.Load<ArrayView<TSource>, ArrayView<TTarget>, Strided8, Strided8, int>(StridedCopyKernel);

    internal static void FlatCopyKernel(ArrayView<TSource> x, ArrayView<TTarget> y, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i < count) y[i] = TKind.Write<TTarget, TWriter>(TReader.Read(x[i]));
    }

    internal static void StridedCopyKernel<TLayout>(
        ArrayView<TSource> x, ArrayView<TTarget> y, TLayout xLayout, TLayout yLayout, int count)
        where TLayout : struct, ILayout
    {
        int i = Grid.GlobalIndex.X;
        if (i < count)
            y[yLayout.Position(i)] = TKind.Write<TTarget, TWriter>(TReader.Read(x[xLayout.Position(i)]));
    }

    public void Launch(ArrayView<TSource> x, ArrayView<TTarget> y, int count) => _flat(LaunchGrid.Over(count), x, y, count);

    public void Launch(ArrayView<TSource> x, ArrayView<TTarget> y, Strided4 xLayout, Strided4 yLayout, int count) =>
        _strided4(LaunchGrid.Over(count), x, y, xLayout, yLayout, count);

    public void Launch(ArrayView<TSource> x, ArrayView<TTarget> y, Strided8 xLayout, Strided8 yLayout, int count) =>
        _strided8(LaunchGrid.Over(count), x, y, xLayout, yLayout, count);
}
