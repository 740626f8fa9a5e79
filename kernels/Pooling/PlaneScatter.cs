using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[p, o] = x[p, index[p, o]], an item per element; and y[p, index[p, o]] = or += x[p, o], an item per plane, which
/// goes through its elements in order: deterministic, and the last of equal places stays. y is cleared before.</summary>
internal sealed class PlaneScatter<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, int, int, int> _gather =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, int, int, int>(PlaneGatherKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, int, int, int, int> _scatter =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, int, int, int, int>(PlaneScatterKernel);

    internal static void PlaneGatherKernel(
        ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int count, int chosen, int positions)
    {
        int i = Grid.GlobalIndex.X;
        if (i < count) y[i] = x[(i / chosen * positions) + (int)indices[i]];
    }

    internal static void PlaneScatterKernel(
        ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int planes, int chosen, int positions, int adds)
    {
        int plane = Grid.GlobalIndex.X;
        if (plane >= planes) return;
        for (int o = plane * chosen; o < (plane + 1) * chosen; o++)
        {
            int place = (plane * positions) + (int)indices[o];
            y[place] = adds != 0 ? y[place] + x[o] : x[o];
        }
    }

    public void LaunchGather(ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int count, int chosen, int positions) =>
        _gather(LaunchGrid.Over(count), x, indices, y, count, chosen, positions);

    public void LaunchScatter(
        ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int planes, int chosen, int positions, bool adds) =>
        _scatter(LaunchGrid.Over(planes), x, indices, y, planes, chosen, positions, adds ? 1 : 0);
}
