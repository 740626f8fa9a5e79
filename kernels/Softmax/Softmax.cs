using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y = exp(x − max x) / Σ exp(x − max x) along the middle axis of (outer, length, inner), or its logarithm
/// x − max x − ln Σ exp(x − max x).
///
/// A group per line reads a long innermost axis coalesced; an item per line wins for short lines, and where the axis is not
/// innermost, since then neighbouring items read neighbours.</summary>
internal sealed class Softmax<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, int, int, int, int> _items =
        kernels.Load<ArrayView<T>, ArrayView<T>, int, int, int, int>(ItemSoftmaxKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, int, int> _groups =
        kernels.Load<ArrayView<T>, ArrayView<T>, int, int>(GroupSoftmaxKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int, int> _gradientItems =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int, int>(ItemSoftmaxGradientKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int> _gradientGroups =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int>(GroupSoftmaxGradientKernel);

    internal static void ItemSoftmaxKernel(ArrayView<T> x, ArrayView<T> y, int lines, int length, int inner, int isLogarithmic)
    {
        int line = Grid.GlobalIndex.X;
        if (line >= lines) return;
        int first = First(line, length, inner);
        T maximum = T.NegativeInfinity, sum = T.Zero;
        for (int j = 0; j < length; j++) maximum = MaximumReduction.Combine(maximum, x[first + (j * inner)]);
        for (int j = 0; j < length; j++) sum += T.Exp(x[first + (j * inner)] - maximum);
        T logarithm = T.Log(sum);
        for (int j = 0; j < length; j++)
        {
            T shifted = x[first + (j * inner)] - maximum;
            y[first + (j * inner)] = isLogarithmic != 0 ? shifted - logarithm : T.Exp(shifted) / sum;
        }
    }

    internal static void GroupSoftmaxKernel(ArrayView<T> x, ArrayView<T> y, int length, int isLogarithmic)
    {
        int first = Grid.IdxX * length;
        T maximum = T.NegativeInfinity, sum = T.Zero;
        for (int j = Group.IdxX; j < length; j += LaunchGrid.GroupSize)
            maximum = MaximumReduction.Combine(maximum, x[first + j]);
        maximum = GroupReduction.Combine<T, MaximumReduction>(maximum);
        for (int j = Group.IdxX; j < length; j += LaunchGrid.GroupSize) sum += T.Exp(x[first + j] - maximum);
        sum = GroupReduction.Combine<T, SumReduction>(sum);
        T logarithm = T.Log(sum);
        for (int j = Group.IdxX; j < length; j += LaunchGrid.GroupSize)
        {
            T shifted = x[first + j] - maximum;
            y[first + j] = isLogarithmic != 0 ? shifted - logarithm : T.Exp(shifted) / sum;
        }
    }

    /// <summary>dx = y·(dy − Σ dy·y), or of the logarithm dx = dy − exp(y)·Σ dy.</summary>
    internal static void ItemSoftmaxGradientKernel(
        ArrayView<T> dy, ArrayView<T> y, ArrayView<T> dx, int lines, int length, int inner, int isLogarithmic)
    {
        int line = Grid.GlobalIndex.X;
        if (line >= lines) return;
        int first = First(line, length, inner);
        T sum = T.Zero;
        for (int j = 0; j < length; j++)
        {
            int i = first + (j * inner);
            sum += isLogarithmic != 0 ? dy[i] : dy[i] * y[i];
        }

        for (int j = 0; j < length; j++)
        {
            int i = first + (j * inner);
            dx[i] = isLogarithmic != 0 ? dy[i] - (T.Exp(y[i]) * sum) : y[i] * (dy[i] - sum);
        }
    }

    internal static void GroupSoftmaxGradientKernel(ArrayView<T> dy, ArrayView<T> y, ArrayView<T> dx, int length, int isLogarithmic)
    {
        int first = Grid.IdxX * length;
        T sum = T.Zero;
        for (int j = Group.IdxX; j < length; j += LaunchGrid.GroupSize)
            sum += isLogarithmic != 0 ? dy[first + j] : dy[first + j] * y[first + j];
        sum = GroupReduction.Combine<T, SumReduction>(sum);
        for (int j = Group.IdxX; j < length; j += LaunchGrid.GroupSize)
        {
            int i = first + j;
            dx[i] = isLogarithmic != 0 ? dy[i] - (T.Exp(y[i]) * sum) : y[i] * (dy[i] - sum);
        }
    }

    /// <summary>Groups want the axis innermost.</summary>
    public void Launch(ArrayView<T> x, ArrayView<T> y, int outer, int length, int inner, bool isLogarithmic, bool usesGroups)
    {
        if (usesGroups) _groups(LaunchGrid.Groups(outer), x, y, length, isLogarithmic ? 1 : 0);
        else _items(LaunchGrid.Over(outer * inner), x, y, outer * inner, length, inner, isLogarithmic ? 1 : 0);
    }

    public void LaunchGradient(
        ArrayView<T> dy, ArrayView<T> y, ArrayView<T> dx, int outer, int length, int inner, bool isLogarithmic, bool usesGroups)
    {
        if (usesGroups) _gradientGroups(LaunchGrid.Groups(outer), dy, y, dx, length, isLogarithmic ? 1 : 0);
        else _gradientItems(LaunchGrid.Over(outer * inner), dy, y, dx, outer * inner, length, inner, isLogarithmic ? 1 : 0);
    }

    private static int First(int line, int length, int inner)
    {
        int outer = line / inner;
        return (outer * length * inner) + line - (outer * inner);
    }
}
