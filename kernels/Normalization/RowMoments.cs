using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Normalisation of few long rows (a batch's channels) by as many groups as fill a device, in three kernels: a group per
/// part of a row finds the part's mean, and its squares about that mean; an item per row merges the parts in order by
/// Chan, Golub and LeVeque (1983), which does not cancel either; then an item per element. Always in the same order.</summary>
internal sealed class RowMoments<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, NormalizationSizes, int, int, T, T> _parts =
        kernels.Load<ArrayView<T>, ArrayView<T>, NormalizationSizes, int, int, T, T>(PartMomentsKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, T, T, T> _merge =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, T, T, T>(MergeMomentsKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, NormalizationSizes, int> _apply =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, NormalizationSizes, int>(ApplyMomentsKernel);

    /// <summary>moments (2, parts, rows): means, and sums of squares about them.</summary>
    internal static void PartMomentsKernel(
        ArrayView<T> x, ArrayView<T> moments, NormalizationSizes sizes, int parts, int chunk, T partCount, T lastCount)
    {
        int part = Grid.IdxX / sizes.Rows, row = Grid.IdxX - (part * sizes.Rows);
        int first = part * chunk, end = XMath.Min(first + chunk, sizes.Length);
        T count = part == parts - 1 ? lastCount : partCount, sum = T.Zero;
        for (int e = first + Group.IdxX; e < end; e += LaunchGrid.GroupSize) sum += x[sizes.Position(row, e)];
        T mean = GroupReduction.Combine<T, SumReduction>(sum) / count;
        sum = T.Zero;
        for (int e = first + Group.IdxX; e < end; e += LaunchGrid.GroupSize)
        {
            T deviation = x[sizes.Position(row, e)] - mean;
            sum = MultiplyAdd.Of(deviation, deviation, sum);
        }

        T squares = GroupReduction.Combine<T, SumReduction>(sum);
        if (Group.IdxX != 0) return;
        moments[Grid.IdxX] = mean;
        moments[(parts * sizes.Rows) + Grid.IdxX] = squares;
    }

    internal static void MergeMomentsKernel(
        ArrayView<T> moments, ArrayView<T> means, ArrayView<T> scales, int rows, int parts, T partCount, T lastCount, T epsilon)
    {
        int row = Grid.GlobalIndex.X;
        if (row >= rows) return;
        T count = T.Zero, mean = T.Zero, squares = T.Zero;
        for (int part = 0; part < parts; part++)
        {
            T more = part == parts - 1 ? lastCount : partCount, total = count + more;
            T step = moments[(part * rows) + row] - mean;
            mean += step * (more / total);
            squares += moments[((parts + part) * rows) + row] + (step * step * (count * more / total));
            count = total;
        }

        means[row] = mean;
        scales[row] = T.One / T.Sqrt((squares / count) + epsilon);
    }

    internal static void ApplyMomentsKernel(
        ArrayView<T> x, ArrayView<T> gamma, ArrayView<T> beta, ArrayView<T> means, ArrayView<T> scales, ArrayView<T> y, NormalizationSizes sizes, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int row = sizes.RowOf(i);
        T value = (x[i] - means[row]) * scales[row];
        if (sizes.HasScale != 0) value *= gamma[sizes.ScaleOf(i)];
        if (sizes.HasShift != 0) value += beta[sizes.ScaleOf(i)];
        y[i] = value;
    }

    /// <summary>y, means and scales of rows that are cut into parts; moments is a workspace of 2·parts·rows.</summary>
    public void Launch(
        ArrayView<T> x,
        ArrayView<T> gamma,
        ArrayView<T> beta,
        ArrayView<T> y,
        ArrayView<T> means,
        ArrayView<T> scales,
        ArrayView<T> moments,
        NormalizationSizes sizes,
        int parts,
        T epsilon)
    {
        int chunk = (sizes.Length + parts - 1) / parts;
        T partCount = T.CreateChecked(chunk), lastCount = T.CreateChecked(sizes.Length - ((parts - 1) * chunk));
        _parts(LaunchGrid.Groups(sizes.Rows * parts), x, moments, sizes, parts, chunk, partCount, lastCount);
        _merge(LaunchGrid.Over(sizes.Rows), moments, means, scales, sizes.Rows, parts, partCount, lastCount, epsilon);
        _apply(LaunchGrid.Over(sizes.Rows * sizes.Length), x, gamma, beta, means, scales, y, sizes, sizes.Rows * sizes.Length);
    }
}
