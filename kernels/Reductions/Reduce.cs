using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[o] = reduce over r of x[kept(o) + reduced(r)], for o below outputs and r below length. With parts above 1,
/// part p of output o takes the r of [p·chunk, (p+1)·chunk) and writes y[p·outputs + o], which a second stage reduces.
/// Always in the same order, so that results repeat bit for bit.
///
/// Rows: a group per output and part; its items read neighbours along r. Wins where the reduced axis is innermost, or
/// where there are few outputs. Columns: an item per output and part; neighbouring items read neighbouring outputs. Wins
/// where a kept axis is innermost and there are outputs enough to fill the device.</summary>
internal sealed class Reduce<T, TReduction>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TReduction : struct, IReduction
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, Strided4, Strided4, int, int, int, T> _rows =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, Strided4, Strided4, int, int, int, T>(RowReduceKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, Strided4, Strided4, int, int, int, int, T> _columns =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, Strided4, Strided4, int, int, int, int, T>(ColumnReduceKernel);

    internal static void RowReduceKernel(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> pivots,
        int hasPivots,
        Strided4 kept,
        Strided4 reduced,
        int outputs,
        int length,
        int chunk,
        T count)
    {
        int part = Grid.IdxX / outputs;
        int output = Grid.IdxX - (part * outputs);
        int first = kept.Position(output);
        T pivot = hasPivots != 0 ? pivots[output] : T.Zero;
        int end = XMath.Min((part + 1) * chunk, length);
        T sum = TReduction.Identity<T>();
        for (int r = (part * chunk) + Group.IdxX; r < end; r += LaunchGrid.GroupSize)
            sum = TReduction.Combine(sum, TReduction.Map(x[first + reduced.Position(r)], pivot));
        T total = GroupReduction.Combine<T, TReduction>(sum);
        if (Group.IdxX == 0) y[Grid.IdxX] = TReduction.Finish(total, count, pivot);
    }

    internal static void ColumnReduceKernel(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> pivots,
        int hasPivots,
        Strided4 kept,
        Strided4 reduced,
        int outputs,
        int length,
        int parts,
        int chunk,
        T count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= outputs * parts) return;
        int part = i / outputs;
        int output = i - (part * outputs);
        int first = kept.Position(output);
        T pivot = hasPivots != 0 ? pivots[output] : T.Zero;
        int end = XMath.Min((part + 1) * chunk, length);
        T sum = TReduction.Identity<T>();
        for (int r = part * chunk; r < end; r++)
            sum = TReduction.Combine(sum, TReduction.Map(x[first + reduced.Position(r)], pivot));
        y[i] = TReduction.Finish(sum, count, pivot);
    }

    public void LaunchRows(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> pivots,
        int hasPivots,
        Strided4 kept,
        Strided4 reduced,
        int outputs,
        int length,
        int parts,
        T count) =>
        _rows(
            LaunchGrid.Groups(outputs * parts),
            x, y, pivots, hasPivots, kept, reduced, outputs, length, Chunk(length, parts), count);

    public void LaunchColumns(
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> pivots,
        int hasPivots,
        Strided4 kept,
        Strided4 reduced,
        int outputs,
        int length,
        int parts,
        T count) =>
        _columns(
            LaunchGrid.Over(outputs * parts),
            x, y, pivots, hasPivots, kept, reduced, outputs, length, parts, Chunk(length, parts), count);

    private static int Chunk(int length, int parts) => (length + parts - 1) / parts;
}
