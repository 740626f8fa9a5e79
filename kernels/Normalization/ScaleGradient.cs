using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>dγ[c] = Σ dy·x̂ and dβ[c] = Σ dy over n and l of (N, C, L), with x̂ = (x − μ)·s and the statistics of element
/// (n, c) at n·SampleRows + c / ChannelsPerRow.
///
/// A group per channel; an item per channel where L = 1, since then neighbouring items read neighbouring columns.</summary>
internal sealed class ScaleGradient<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes> _groups =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes>(GroupScaleGradientKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes> _items =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes>(ItemScaleGradientKernel);

    internal static void GroupScaleGradientKernel(
        ArrayView<T> dy, ArrayView<T> x, ArrayView<T> means, ArrayView<T> scales, ArrayView<T> dGamma, ArrayView<T> dBeta, ScaleSizes sizes)
    {
        int channel = Grid.IdxX;
        T sum = T.Zero, product = T.Zero;
        for (int e = Group.IdxX; e < sizes.Samples * sizes.Inner; e += LaunchGrid.GroupSize)
        {
            int n = e / sizes.Inner;
            int position = (((n * sizes.Channels) + channel) * sizes.Inner) + e - (n * sizes.Inner);
            sum += dy[position];
            product += dy[position] * Normalized(x, means, scales, sizes, n, channel, position);
        }

        sum = GroupReduction.Combine<T, SumReduction>(sum);
        product = GroupReduction.Combine<T, SumReduction>(product);
        if (Group.IdxX != 0) return;
        dGamma[channel] = product;
        if (sizes.HasShift != 0) dBeta[channel] = sum;
    }

    internal static void ItemScaleGradientKernel(
        ArrayView<T> dy, ArrayView<T> x, ArrayView<T> means, ArrayView<T> scales, ArrayView<T> dGamma, ArrayView<T> dBeta, ScaleSizes sizes)
    {
        int channel = Grid.GlobalIndex.X;
        if (channel >= sizes.Channels) return;
        T sum = T.Zero, product = T.Zero;
        for (int n = 0; n < sizes.Samples; n++)
        {
            int position = (n * sizes.Channels) + channel;
            sum += dy[position];
            product += dy[position] * Normalized(x, means, scales, sizes, n, channel, position);
        }

        dGamma[channel] = product;
        if (sizes.HasShift != 0) dBeta[channel] = sum;
    }

    public void Launch(
        ArrayView<T> dy, ArrayView<T> x, ArrayView<T> means, ArrayView<T> scales, ArrayView<T> dGamma, ArrayView<T> dBeta, ScaleSizes sizes)
    {
        if (sizes.Inner == 1) _items(LaunchGrid.Over(sizes.Channels), dy, x, means, scales, dGamma, dBeta, sizes);
        else _groups(LaunchGrid.Groups(sizes.Channels), dy, x, means, scales, dGamma, dBeta, sizes);
    }

    private static T Normalized(
        ArrayView<T> x, ArrayView<T> means, ArrayView<T> scales, ScaleSizes sizes, int n, int channel, int position)
    {
        int row = (n * sizes.SampleRows) + (channel / sizes.ChannelsPerRow);
        T mean = sizes.IsCentred != 0 ? means[row] : T.Zero;
        return (x[position] - mean) * scales[row];
    }
}

/// <summary>The sizes of <see cref="ScaleGradient{T}"/>.</summary>
internal readonly struct ScaleSizes
{
    public int Samples { get; init; }

    public int Channels { get; init; }

    public int Inner { get; init; }

    public int SampleRows { get; init; }

    public int ChannelsPerRow { get; init; }

    /// <summary>1 where a mean was taken off.</summary>
    public int IsCentred { get; init; }

    /// <summary>1 where dβ is wanted.</summary>
    public int HasShift { get; init; }
}
