using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Y[i, f] = Σ a[e]·X[column[e], f] over the entries e of row i of a compressed matrix. An item per (i, f): the
/// neighbours of a row are read by neighbouring items along the features, and sums run in the entries' order.</summary>
internal sealed class CsrProduct<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int> _multiply =
        kernels.Load<ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int>(CsrProductKernel);

    private readonly Action<KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int> _sampled =
        kernels.Load<ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int>(SampledProductKernel);

    internal static void CsrProductKernel(
        ArrayView<int> offsets, ArrayView<int> columns, ArrayView<T> x, ArrayView<T> values, ArrayView<T> y, int count, int features, int hasValues)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int row = i / features, f = i - (row * features);
        int end = offsets[row + 1];
        T sum = T.Zero;
        for (int e = offsets[row]; e < end; e++)
        {
            T value = x[(columns[e] * features) + f];
            sum = hasValues != 0 ? MultiplyAdd.Of(values[e], value, sum) : sum + value;
        }

        y[i] = sum;
    }

    /// <summary>d[e] = Σ_f A[row e, f]·B[column e, f]: an item per row goes through its entries.</summary>
    internal static void SampledProductKernel(
        ArrayView<int> offsets, ArrayView<int> columns, ArrayView<T> a, ArrayView<T> b, ArrayView<T> d, int rows, int features)
    {
        int row = Grid.GlobalIndex.X;
        if (row >= rows) return;
        int end = offsets[row + 1];
        for (int e = offsets[row]; e < end; e++)
        {
            int left = row * features, right = columns[e] * features;
            T sum = T.Zero;
            for (int f = 0; f < features; f++) sum = MultiplyAdd.Of(a[left + f], b[right + f], sum);
            d[e] = sum;
        }
    }

    public void Launch(
        ArrayView<int> offsets, ArrayView<int> columns, ArrayView<T> x, ArrayView<T> values, ArrayView<T> y, int count, int features, bool hasValues) =>
        _multiply(LaunchGrid.Over(count), offsets, columns, x, values, y, count, features, hasValues ? 1 : 0);

    public void LaunchSampled(
        ArrayView<int> offsets, ArrayView<int> columns, ArrayView<T> a, ArrayView<T> b, ArrayView<T> d, int rows, int features) =>
        _sampled(LaunchGrid.Over(rows), offsets, columns, a, b, d, rows, features);
}
