using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>dγ[c] = Σ dy·x̂ and dβ[c] = Σ dy over n and l of (N, C, L), with x̂ = (x − μ)·s and the statistics of element
/// (n, c) at n·SampleRows + c / ChannelsPerRow.
///
/// A group per channel and part of its elements; an item per channel and part where L = 1, since then neighbouring items read
/// neighbouring columns. Parts are added up in order by a second kernel, so that few channels fill a device too.</summary>
internal sealed class ScaleGradient<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes, int> _groups =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes, int>(GroupScaleGradientKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes, int, int> _items =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes, int, int>(ItemScaleGradientKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int> _add =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, int>(AddPartsKernel);

    /// <summary>Part p of channel c comes to p·channels + c.</summary>
    internal static void GroupScaleGradientKernel(
        ArrayView<T> dy, ArrayView<T> x, ArrayView<T> means, ArrayView<T> scales, ArrayView<T> dGamma, ArrayView<T> dBeta, ScaleSizes sizes, int chunk)
    {
        int part = Grid.IdxX / sizes.Channels, channel = Grid.IdxX - (part * sizes.Channels);
        int end = XMath.Min((part + 1) * chunk, sizes.Samples * sizes.Inner);
        T sum = T.Zero, product = T.Zero;
        for (int e = (part * chunk) + Group.IdxX; e < end; e += LaunchGrid.GroupSize)
        {
            int n = e / sizes.Inner;
            int position = (((n * sizes.Channels) + channel) * sizes.Inner) + e - (n * sizes.Inner);
            sum += dy[position];
            product += dy[position] * Normalized(x, means, scales, sizes, n, channel, position);
        }

        sum = GroupReduction.Combine<T, SumReduction>(sum);
        product = GroupReduction.Combine<T, SumReduction>(product);
        if (Group.IdxX != 0) return;
        dGamma[Grid.IdxX] = product;
        if (sizes.HasShift != 0) dBeta[Grid.IdxX] = sum;
    }

    internal static void ItemScaleGradientKernel(
        ArrayView<T> dy, ArrayView<T> x, ArrayView<T> means, ArrayView<T> scales, ArrayView<T> dGamma, ArrayView<T> dBeta, ScaleSizes sizes, int parts, int chunk)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= sizes.Channels * parts) return;
        int part = i / sizes.Channels, channel = i - (part * sizes.Channels);
        int end = XMath.Min((part + 1) * chunk, sizes.Samples);
        T sum = T.Zero, product = T.Zero;
        for (int n = part * chunk; n < end; n++)
        {
            int position = (n * sizes.Channels) + channel;
            sum += dy[position];
            product += dy[position] * Normalized(x, means, scales, sizes, n, channel, position);
        }

        dGamma[i] = product;
        if (sizes.HasShift != 0) dBeta[i] = sum;
    }

    /// <summary>partial (2, parts, channels): those of dγ, then those of dβ.</summary>
    internal static void AddPartsKernel(
        ArrayView<T> partial, ArrayView<T> dGamma, ArrayView<T> dBeta, int channels, int parts, int hasShift)
    {
        int channel = Grid.GlobalIndex.X;
        if (channel >= channels) return;
        T product = T.Zero, sum = T.Zero;
        for (int part = 0; part < parts; part++) product += partial[(part * channels) + channel];
        dGamma[channel] = product;
        if (hasShift == 0) return;
        for (int part = 0; part < parts; part++) sum += partial[((parts + part) * channels) + channel];
        dBeta[channel] = sum;
    }

    /// <summary>With more than one part, partial is a workspace of 2·parts·channels.</summary>
    public void Launch(
        ArrayView<T> dy,
        ArrayView<T> x,
        ArrayView<T> means,
        ArrayView<T> scales,
        ArrayView<T> dGamma,
        ArrayView<T> dBeta,
        ArrayView<T> partial,
        ScaleSizes sizes,
        int parts)
    {
        int length = sizes.Inner == 1 ? sizes.Samples : sizes.Samples * sizes.Inner, chunk = (length + parts - 1) / parts;
        int results = sizes.Channels * parts;
        ArrayView<T> products = parts == 1 ? dGamma : partial, sums = parts == 1 ? dBeta : partial.SubView(results, results);
        if (sizes.Inner == 1) _items(LaunchGrid.Over(results), dy, x, means, scales, products, sums, sizes, parts, chunk);
        else _groups(LaunchGrid.Groups(results), dy, x, means, scales, products, sums, sizes, chunk);
        if (parts > 1) _add(LaunchGrid.Over(sizes.Channels), partial, dGamma, dBeta, sizes.Channels, parts, sizes.HasShift);
    }

    private static T Normalized(
        ArrayView<T> x, ArrayView<T> means, ArrayView<T> scales, ScaleSizes sizes, int n, int channel, int position)
    {
        int row = (n * sizes.SampleRows) + (channel / sizes.ChannelsPerRow);
        T mean = sizes.IsCentred != 0 ? means[row] : T.Zero;
        return (x[position] - mean) * scales[row];
    }
}
