using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[o, index[i], r] += x[o, i, r] of (outer, length, inner): an item per (o, r), which goes through the indices in
/// order, so that sums are deterministic and nobody waits; neighbouring items write neighbours. An index outside, or equal to
/// the skipped one, adds nothing.</summary>
internal sealed class AddRows<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, int, int, int, int, long> _add =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, int, int, int, int, long>(AddRowsKernel);

    internal static void AddRowsKernel(
        ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int lines, int length, int chosen, int inner, long skipped)
    {
        int line = Grid.GlobalIndex.X;
        if (line >= lines) return;
        int outer = line / inner, r = line - (outer * inner);
        for (int i = 0; i < chosen; i++)
        {
            long index = indices[i];
            if (index < 0 || index >= length || index == skipped) continue;
            int place = (((outer * length) + (int)index) * inner) + r;
            y[place] += x[(((outer * chosen) + i) * inner) + r];
        }
    }

    public void Launch(
        ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int outer, int length, int chosen, int inner, long skipped) =>
        _add(LaunchGrid.Over(outer * inner), x, indices, y, outer * inner, length, chosen, inner, skipped);
}
