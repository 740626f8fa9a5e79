using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y = γ·(x − μ)·s + β with s = 1/√(σ² + ε), where μ and σ² are the mean and the variance of a row, or μ = 0 and σ²
/// the mean square. A group per row, which reads it three times: the variance in a second pass does not cancel. The sums are
/// trees in a fixed order.</summary>
internal sealed class Normalize<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, NormalizationSizes, T, T> _forward =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, NormalizationSizes, T, T>(NormalizeKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, NormalizationSizes, T> _gradient =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, NormalizationSizes, T>(NormalizeGradientKernel);

    internal static void NormalizeKernel(
        ArrayView<T> x,
        ArrayView<T> gamma,
        ArrayView<T> beta,
        ArrayView<T> y,
        ArrayView<T> means,
        ArrayView<T> scales,
        NormalizationSizes sizes,
        T count,
        T epsilon)
    {
        int row = Grid.IdxX;
        T mean = T.Zero, sum = T.Zero;
        if (sizes.IsCentred != 0)
        {
            for (int e = Group.IdxX; e < sizes.Length; e += LaunchGrid.GroupSize) sum += x[sizes.Position(row, e)];
            mean = GroupReduction.Combine<T, SumReduction>(sum) / count;
        }

        sum = T.Zero;
        for (int e = Group.IdxX; e < sizes.Length; e += LaunchGrid.GroupSize)
        {
            T deviation = x[sizes.Position(row, e)] - mean;
            sum = MultiplyAdd.Of(deviation, deviation, sum);
        }

        T variance = GroupReduction.Combine<T, SumReduction>(sum) / count;
        T scale = T.One / T.Sqrt(variance + epsilon);
        if (Group.IdxX == 0)
        {
            if (sizes.IsCentred != 0) means[row] = mean;
            scales[row] = scale;
        }

        for (int e = Group.IdxX; e < sizes.Length; e += LaunchGrid.GroupSize)
        {
            int position = sizes.Position(row, e);
            T value = (x[position] - mean) * scale;
            if (sizes.HasScale != 0) value *= gamma[sizes.Scale(row, e)];
            if (sizes.HasShift != 0) value += beta[sizes.Scale(row, e)];
            y[position] = value;
        }
    }

    /// <summary>dx = s·(g − mean(g) − x̂·mean(g·x̂)) with g = γ·dy and x̂ = (x − μ)·s; without mean(g) where nothing was
    /// taken off.</summary>
    internal static void NormalizeGradientKernel(
        ArrayView<T> dy,
        ArrayView<T> x,
        ArrayView<T> means,
        ArrayView<T> scales,
        ArrayView<T> gamma,
        ArrayView<T> dx,
        NormalizationSizes sizes,
        T count)
    {
        int row = Grid.IdxX;
        T scale = scales[row];
        T mean = sizes.IsCentred != 0 ? means[row] : T.Zero;
        T sum = T.Zero, product = T.Zero;
        for (int e = Group.IdxX; e < sizes.Length; e += LaunchGrid.GroupSize)
        {
            int position = sizes.Position(row, e);
            T gradient = dy[position];
            if (sizes.HasScale != 0) gradient *= gamma[sizes.Scale(row, e)];
            sum += gradient;
            product += gradient * ((x[position] - mean) * scale);
        }

        sum = GroupReduction.Combine<T, SumReduction>(sum) / count;
        product = GroupReduction.Combine<T, SumReduction>(product) / count;
        if (sizes.IsCentred == 0) sum = T.Zero;
        for (int e = Group.IdxX; e < sizes.Length; e += LaunchGrid.GroupSize)
        {
            int position = sizes.Position(row, e);
            T gradient = dy[position];
            if (sizes.HasScale != 0) gradient *= gamma[sizes.Scale(row, e)];
            dx[position] = scale * (gradient - sum - ((x[position] - mean) * scale * product));
        }
    }

    public void Launch(
        ArrayView<T> x,
        ArrayView<T> gamma,
        ArrayView<T> beta,
        ArrayView<T> y,
        ArrayView<T> means,
        ArrayView<T> scales,
        NormalizationSizes sizes,
        T count,
        T epsilon) =>
        _forward(LaunchGrid.Groups(sizes.Rows), x, gamma, beta, y, means, scales, sizes, count, epsilon);

    public void LaunchGradient(
        ArrayView<T> dy,
        ArrayView<T> x,
        ArrayView<T> means,
        ArrayView<T> scales,
        ArrayView<T> gamma,
        ArrayView<T> dx,
        NormalizationSizes sizes,
        T count) =>
        _gradient(LaunchGrid.Groups(sizes.Rows), dy, x, means, scales, gamma, dx, sizes, count);
}
