using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The running statistics of batch normalisation, r ← (1 − m)·r + m·v with the unbiased variance
/// (1/s² − ε)·n/(n − 1); and prediction with them, y = γ·(x − μ)/√(σ² + ε) + β. One work item per channel and per
/// element.</summary>
internal sealed class RunningStatistics<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, T, T, T> _update =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, T, T, T>(UpdateStatisticsKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int, int, T> _predict =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int, int, T>(PredictKernel);

    internal static void UpdateStatisticsKernel(
        ArrayView<T> means, ArrayView<T> scales, ArrayView<T> runningMean, ArrayView<T> runningVariance, int channels, T momentum, T correction, T epsilon)
    {
        int c = Grid.GlobalIndex.X;
        if (c >= channels) return;
        T variance = ((T.One / (scales[c] * scales[c])) - epsilon) * correction;
        runningMean[c] = ((T.One - momentum) * runningMean[c]) + (momentum * means[c]);
        runningVariance[c] = ((T.One - momentum) * runningVariance[c]) + (momentum * variance);
    }

    internal static void PredictKernel(
        ArrayView<T> x,
        ArrayView<T> mean,
        ArrayView<T> variance,
        ArrayView<T> gamma,
        ArrayView<T> beta,
        ArrayView<T> y,
        int count,
        int channels,
        int inner,
        int isAffine,
        T epsilon)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int line = i / inner, c = line - (line / channels * channels);
        T value = (x[i] - mean[c]) / T.Sqrt(variance[c] + epsilon);
        y[i] = isAffine != 0 ? (value * gamma[c]) + beta[c] : value;
    }

    public void LaunchUpdate(
        ArrayView<T> means, ArrayView<T> scales, ArrayView<T> runningMean, ArrayView<T> runningVariance, int channels, T momentum, T correction, T epsilon) =>
        _update(LaunchGrid.Over(channels), means, scales, runningMean, runningVariance, channels, momentum, correction, epsilon);

    public void LaunchPrediction(
        ArrayView<T> x,
        ArrayView<T> mean,
        ArrayView<T> variance,
        ArrayView<T> gamma,
        ArrayView<T> beta,
        ArrayView<T> y,
        int count,
        int channels,
        int inner,
        bool isAffine,
        T epsilon) =>
        _predict(LaunchGrid.Over(count), x, mean, variance, gamma, beta, y, count, channels, inner, isAffine ? 1 : 0, epsilon);
}
