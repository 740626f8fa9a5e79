using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>logSum[i] = log Σⱼ exp(x[i,j]), by the maximum for stability, and with nⱼ = logSum − x[i,j] and smoothing s
/// loss[i] = (1 − s)·w_t·n_t + s/c·Σⱼ wⱼ·nⱼ; x (samples, classes). The loss is 0 where the target t is the ignored index, and NaN
/// where it is no class.
///
/// An item per row reads its row two or three times and wins for few classes; a group per row reads it coalesced.</summary>
internal sealed class CrossEntropy<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, CrossEntropyOptions<T>> _items =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, CrossEntropyOptions<T>>(ItemPerRowKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, CrossEntropyOptions<T>> _groups =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, CrossEntropyOptions<T>>(GroupPerRowKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, CrossEntropyOptions<T>> _gradient =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, CrossEntropyOptions<T>>(GradientKernel);

    internal static void ItemPerRowKernel(
        ArrayView<T> x, ArrayView<long> targets, ArrayView<T> weights, ArrayView<T> losses, ArrayView<T> logSums, CrossEntropyOptions<T> options)
    {
        int row = Grid.GlobalIndex.X;
        if (row >= options.Samples) return;
        int first = row * options.Classes;
        T maximum = T.NegativeInfinity, sum = T.Zero, smoothed = T.Zero;
        for (int j = 0; j < options.Classes; j++) maximum = MaximumReduction.Combine(maximum, x[first + j]);
        for (int j = 0; j < options.Classes; j++) sum += T.Exp(x[first + j] - maximum);
        T logSum = maximum + T.Log(sum);
        if (options.Share != T.Zero)
        {
            for (int j = 0; j < options.Classes; j++) smoothed += Weight(weights, options, j) * (logSum - x[first + j]);
        }

        logSums[row] = logSum;
        losses[row] = Loss(x, weights, options, first, targets[row], logSum, smoothed);
    }

    internal static void GroupPerRowKernel(
        ArrayView<T> x, ArrayView<long> targets, ArrayView<T> weights, ArrayView<T> losses, ArrayView<T> logSums, CrossEntropyOptions<T> options)
    {
        int row = Grid.IdxX, first = row * options.Classes;
        T maximum = T.NegativeInfinity, sum = T.Zero, smoothed = T.Zero;
        for (int j = Group.IdxX; j < options.Classes; j += LaunchGrid.GroupSize)
            maximum = MaximumReduction.Combine(maximum, x[first + j]);
        maximum = GroupReduction.Combine<T, MaximumReduction>(maximum);
        for (int j = Group.IdxX; j < options.Classes; j += LaunchGrid.GroupSize) sum += T.Exp(x[first + j] - maximum);
        T logSum = maximum + T.Log(GroupReduction.Combine<T, SumReduction>(sum));
        if (options.Share != T.Zero)
        {
            for (int j = Group.IdxX; j < options.Classes; j += LaunchGrid.GroupSize)
                smoothed += Weight(weights, options, j) * (logSum - x[first + j]);
        }

        smoothed = GroupReduction.Combine<T, SumReduction>(smoothed);
        if (Group.IdxX != 0) return;
        logSums[row] = logSum;
        losses[row] = Loss(x, weights, options, first, targets[row], logSum, smoothed);
    }

    /// <summary>dx = g·(p·((1 − s)·w_t + s/c·Σⱼ wⱼ) − (1 − s)·w_t·one-hot(t) − s/c·w) with p = exp(x − logSum); the sum of the
    /// weights is handed in.</summary>
    internal static void GradientKernel(
        ArrayView<T> x,
        ArrayView<long> targets,
        ArrayView<T> logSums,
        ArrayView<T> gradients,
        ArrayView<T> weights,
        ArrayView<T> totalWeight,
        ArrayView<T> result,
        CrossEntropyOptions<T> options)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= options.Samples * options.Classes) return;
        int row = i / options.Classes, j = i - (row * options.Classes);
        long target = targets[row];
        if (options.HasIgnored != 0 && target == options.IgnoredIndex)
        {
            result[i] = T.Zero;
            return;
        }

        if (target < 0 || target >= options.Classes)
        {
            result[i] = T.NaN;
            return;
        }

        T hot = options.Rest * Weight(weights, options, (int)target);
        T total = options.HasWeights != 0 ? totalWeight[0] : Numbers<T>.Of(options.Classes);
        T value = (T.Exp(x[i] - logSums[row]) * (hot + (options.Share * total))) - (options.Share * Weight(weights, options, j));
        if (target == j) value -= hot;
        result[i] = value * gradients[row];
    }

    public void Launch(
        ArrayView<T> x,
        ArrayView<long> targets,
        ArrayView<T> weights,
        ArrayView<T> losses,
        ArrayView<T> logSums,
        CrossEntropyOptions<T> options,
        bool usesGroups)
    {
        if (usesGroups) _groups(LaunchGrid.Groups(options.Samples), x, targets, weights, losses, logSums, options);
        else _items(LaunchGrid.Over(options.Samples), x, targets, weights, losses, logSums, options);
    }

    public void LaunchGradient(
        ArrayView<T> x,
        ArrayView<long> targets,
        ArrayView<T> logSums,
        ArrayView<T> gradients,
        ArrayView<T> weights,
        ArrayView<T> totalWeight,
        ArrayView<T> result,
        CrossEntropyOptions<T> options) =>
        _gradient(
            LaunchGrid.Over(options.Samples * options.Classes),
            x, targets, logSums, gradients, weights, totalWeight, result, options);

    private static T Weight(ArrayView<T> weights, CrossEntropyOptions<T> options, int j) =>
        options.HasWeights != 0 ? weights[j] : T.One;

    private static T Loss(
        ArrayView<T> x, ArrayView<T> weights, CrossEntropyOptions<T> options, int first, long target, T logSum, T smoothed)
    {
        if (options.HasIgnored != 0 && target == options.IgnoredIndex) return T.Zero;
        if (target < 0 || target >= options.Classes) return T.NaN;
        T hit = options.Rest * Weight(weights, options, (int)target) * (logSum - x[first + (int)target]);
        return options.Share != T.Zero ? hit + (options.Share * smoothed) : hit;
    }
}
