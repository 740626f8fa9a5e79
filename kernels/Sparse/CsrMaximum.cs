using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Y[i, f] = max X[column[e], f] over the entries of row i, NaN being the largest, 0 without entries; and which entry
/// it was, −1 for none. An item per (i, f). The gradient gathers along the transposed matrix, an item per (column, f).</summary>
internal sealed class CsrMaximum<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>, ArrayView<int>, int, int> _maximum =
        kernels.Load<ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>, ArrayView<int>, int, int>(CsrMaximumKernel);

    private readonly Action<KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<int>, ArrayView<T>, int, int> _gradient =
        kernels.Load<ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<int>, ArrayView<T>, int, int>(CsrMaximumGradientKernel);

    internal static void CsrMaximumKernel(
        ArrayView<int> offsets, ArrayView<int> columns, ArrayView<T> x, ArrayView<T> y, ArrayView<int> origins, int count, int features)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int row = i / features, f = i - (row * features);
        int end = offsets[row + 1], origin = -1;
        T largest = T.Zero;
        for (int e = offsets[row]; e < end; e++)
        {
            T value = x[(columns[e] * features) + f];
            if (origin < 0 || value > largest || (T.IsNaN(value) && !T.IsNaN(largest)))
            {
                origin = e;
                largest = value;
            }
        }

        y[i] = largest;
        origins[i] = origin;
    }

    internal static void CsrMaximumGradientKernel(
        ArrayView<int> offsets,
        ArrayView<int> rows,
        ArrayView<int> entries,
        ArrayView<T> dy,
        ArrayView<int> origins,
        ArrayView<T> dx,
        int count,
        int features)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int column = i / features, f = i - (column * features);
        int end = offsets[column + 1];
        T sum = T.Zero;
        for (int t = offsets[column]; t < end; t++)
        {
            int place = (rows[t] * features) + f;
            if (origins[place] == entries[t]) sum += dy[place];
        }

        dx[i] = sum;
    }

    public void Launch(
        ArrayView<int> offsets, ArrayView<int> columns, ArrayView<T> x, ArrayView<T> y, ArrayView<int> origins, int count, int features) =>
        _maximum(LaunchGrid.Over(count), offsets, columns, x, y, origins, count, features);

    public void LaunchGradient(
        ArrayView<int> offsets,
        ArrayView<int> rows,
        ArrayView<int> entries,
        ArrayView<T> dy,
        ArrayView<int> origins,
        ArrayView<T> dx,
        int count,
        int features) =>
        _gradient(LaunchGrid.Over(count), offsets, rows, entries, dy, origins, dx, count, features);
}
