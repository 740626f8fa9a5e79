namespace GpuNN.Kernels;

/// <summary>y[i] = x[lines(i) + index[i]·step]: elements by index along an axis, of any type (by their size). One work item per
/// element. An index outside gives 0 bits.</summary>
internal sealed class GatherElements<T>(KernelSet kernels)
    where T : unmanaged
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, int, Strided8, int, int> _gather =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, int, Strided8, int, int>(GatherElementsKernel);

    internal static void GatherElementsKernel(
        ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int count, Strided8 lines, int step, int extent)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        long index = indices[i];
        y[i] = index < 0 || index >= extent ? default : x[lines.Position(i) + ((int)index * step)];
    }

    public void Launch(ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int count, Strided8 lines, int step, int extent) =>
        _gather(LaunchGrid.Over(count), x, indices, y, count, lines, step, extent);
}
