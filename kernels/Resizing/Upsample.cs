using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The sizes of a resize, by planes.</summary>
internal readonly struct UpsampleSizes
{
    public int InputHeight { get; init; }

    public int InputWidth { get; init; }

    public int OutputHeight { get; init; }

    public int OutputWidth { get; init; }

    /// <summary>An output that reaches this far from its place in proportion may still touch an element.</summary>
    public int RowReach { get; init; }

    public int ColumnReach { get; init; }
}

/// <summary>Resizes planes by weights that the host has worked out per row and column: output o mixes the elements low[o] and
/// low[o] + 1 by the fraction of o (0 for the nearest one). One work item per output element; and the transpose, one per input
/// element, which gathers and so needs no atomics.</summary>
internal sealed class Upsample<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<int>, ArrayView<T>, ArrayView<int>, ArrayView<T>, int, UpsampleSizes> _forward =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<int>, ArrayView<T>, ArrayView<int>, ArrayView<T>, int, UpsampleSizes>(UpsampleKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<int>, ArrayView<T>, ArrayView<int>, ArrayView<T>, int, UpsampleSizes> _backward =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<int>, ArrayView<T>, ArrayView<int>, ArrayView<T>, int, UpsampleSizes>(UpsampleGradientKernel);

    internal static void UpsampleKernel(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<int> rows,
        ArrayView<T> rowFractions,
        ArrayView<int> columns,
        ArrayView<T> columnFractions,
        int count,
        UpsampleSizes sizes)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int line = i / sizes.OutputWidth, column = i - (line * sizes.OutputWidth);
        int plane = line / sizes.OutputHeight, row = line - (plane * sizes.OutputHeight);
        int low = rows[row], high = XMath.Min(low + 1, sizes.InputHeight - 1);
        int left = columns[column], right = XMath.Min(left + 1, sizes.InputWidth - 1);
        T down = rowFractions[row], across = columnFractions[column];
        int upper = ((plane * sizes.InputHeight) + low) * sizes.InputWidth, lower = ((plane * sizes.InputHeight) + high) * sizes.InputWidth;
        T top = ((T.One - across) * x[upper + left]) + (across * x[upper + right]);
        T bottom = ((T.One - across) * x[lower + left]) + (across * x[lower + right]);
        y[i] = ((T.One - down) * top) + (down * bottom);
    }

    internal static void UpsampleGradientKernel(
        ArrayView<T> dy,
        ArrayView<T> dx,
        ArrayView<int> rows,
        ArrayView<T> rowFractions,
        ArrayView<int> columns,
        ArrayView<T> columnFractions,
        int count,
        UpsampleSizes sizes)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int line = i / sizes.InputWidth, column = i - (line * sizes.InputWidth);
        int plane = line / sizes.InputHeight, row = line - (plane * sizes.InputHeight);
        int rowPlace = row * sizes.OutputHeight / sizes.InputHeight, columnPlace = column * sizes.OutputWidth / sizes.InputWidth;
        T sum = T.Zero;
        for (int r = XMath.Max(rowPlace - sizes.RowReach, 0); r < XMath.Min(rowPlace + sizes.RowReach, sizes.OutputHeight); r++)
        {
            T down = Share(rows[r], rowFractions[r], row, sizes.InputHeight);
            if (down == T.Zero) continue;
            int from = ((plane * sizes.OutputHeight) + r) * sizes.OutputWidth;
            for (int c = XMath.Max(columnPlace - sizes.ColumnReach, 0); c < XMath.Min(columnPlace + sizes.ColumnReach, sizes.OutputWidth); c++)
                sum += down * Share(columns[c], columnFractions[c], column, sizes.InputWidth) * dy[from + c];
        }

        dx[i] = sum;
    }

    public void Launch(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<int> rows,
        ArrayView<T> rowFractions,
        ArrayView<int> columns,
        ArrayView<T> columnFractions,
        int count,
        UpsampleSizes sizes) =>
        _forward(LaunchGrid.Over(count), x, y, rows, rowFractions, columns, columnFractions, count, sizes);

    public void LaunchGradient(
        ArrayView<T> dy,
        ArrayView<T> dx,
        ArrayView<int> rows,
        ArrayView<T> rowFractions,
        ArrayView<int> columns,
        ArrayView<T> columnFractions,
        int count,
        UpsampleSizes sizes) =>
        _backward(LaunchGrid.Over(count), dy, dx, rows, rowFractions, columns, columnFractions, count, sizes);

    /// <summary>The weight with which an output takes an element.</summary>
    private static T Share(int low, T fraction, int position, int extent)
    {
        T share = low == position ? T.One - fraction : T.Zero;
        if (XMath.Min(low + 1, extent - 1) == position) share += fraction;
        return share;
    }
}
