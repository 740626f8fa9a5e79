using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>logSum[i] = log Σⱼ exp(x[i,j]) and loss[i] = logSum[i] − x[i, target[i]], by the maximum for stability; x
/// (samples, classes). A target outside the classes gives NaN.
///
/// An item per row reads its row twice and wins for few classes; a group per row reads it coalesced.</summary>
internal sealed class CrossEntropy<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Up to this many classes an item handles a row.</summary>
    public const int FewClasses = 64;

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, int, int> _items =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, int, int>(ItemPerRowKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, int> _groups =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, int>(GroupPerRowKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int> _gradient =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int>(GradientKernel);

    internal static void ItemPerRowKernel(
        ArrayView<T> x, ArrayView<long> targets, ArrayView<T> losses, ArrayView<T> logSums, int samples, int classes)
    {
        int row = Grid.GlobalIndex.X;
        if (row >= samples) return;
        int first = row * classes;
        T maximum = T.NegativeInfinity;
        for (int j = 0; j < classes; j++) maximum = MaximumReduction.Combine(maximum, x[first + j]);
        T sum = T.Zero;
        for (int j = 0; j < classes; j++) sum += T.Exp(x[first + j] - maximum);
        T logSum = maximum + T.Log(sum);
        logSums[row] = logSum;
        losses[row] = Loss(x, first, targets[row], classes, logSum);
    }

    internal static void GroupPerRowKernel(
        ArrayView<T> x, ArrayView<long> targets, ArrayView<T> losses, ArrayView<T> logSums, int classes)
    {
        int row = Grid.IdxX;
        int first = row * classes;
        T maximum = T.NegativeInfinity;
        for (int j = Group.IdxX; j < classes; j += LaunchGrid.GroupSize)
            maximum = MaximumReduction.Combine(maximum, x[first + j]);
        maximum = GroupReduction.Combine<T, MaximumReduction>(maximum);
        T sum = T.Zero;
        for (int j = Group.IdxX; j < classes; j += LaunchGrid.GroupSize) sum += T.Exp(x[first + j] - maximum);
        T logSum = maximum + T.Log(GroupReduction.Combine<T, SumReduction>(sum));
        if (Group.IdxX != 0) return;
        logSums[row] = logSum;
        losses[row] = Loss(x, first, targets[row], classes, logSum);
    }

    /// <summary>dx[i,j] = (exp(x[i,j] − logSum[i]) − [j = target[i]])·g[i].</summary>
    internal static void GradientKernel(
        ArrayView<T> x, ArrayView<long> targets, ArrayView<T> logSums, ArrayView<T> gradients, ArrayView<T> result, int count, int classes)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int row = i / classes;
        T probability = T.Exp(x[i] - logSums[row]);
        T hot = targets[row] == i - (row * classes) ? T.One : T.Zero;
        result[i] = (probability - hot) * gradients[row];
    }

    public void Launch(
        ArrayView<T> x, ArrayView<long> targets, ArrayView<T> losses, ArrayView<T> logSums, int samples, int classes)
    {
        if (classes <= FewClasses) _items(LaunchGrid.Over(samples), x, targets, losses, logSums, samples, classes);
        else _groups(LaunchGrid.Groups(samples), x, targets, losses, logSums, classes);
    }

    public void LaunchGradient(
        ArrayView<T> x, ArrayView<long> targets, ArrayView<T> logSums, ArrayView<T> gradients, ArrayView<T> result, int samples, int classes) =>
        _gradient(LaunchGrid.Over(samples * classes), x, targets, logSums, gradients, result, samples * classes, classes);

    private static T Loss(ArrayView<T> x, int first, long target, int classes, T logSum) =>
        target < 0 || target >= classes ? T.NaN : logSum - x[first + (int)target];
}
