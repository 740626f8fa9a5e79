using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The gradient of batch normalisation by its input, dx = γ·s·(dy − (dβ + x̂·dγ)/n) with x̂ = (x − μ)·s, once
/// <see cref="ScaleGradient{T}"/> has the sums dβ and dγ: an item per element of (N, C, L).</summary>
internal sealed class ChannelGradient<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes, int, T> _gradient =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ScaleSizes, int, T>(ChannelGradientKernel);

    internal static void ChannelGradientKernel(
        ArrayView<T> dy,
        ArrayView<T> x,
        ArrayView<T> means,
        ArrayView<T> scales,
        ArrayView<T> gamma,
        ArrayView<T> dGamma,
        ArrayView<T> dBeta,
        ArrayView<T> dx,
        ScaleSizes sizes,
        int hasScale,
        T count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= sizes.Samples * sizes.Channels * sizes.Inner) return;
        int channel = i / sizes.Inner % sizes.Channels;
        T scale = scales[channel], normalized = (x[i] - means[channel]) * scale;
        if (hasScale != 0) scale *= gamma[channel];
        dx[i] = scale * (dy[i] - ((dBeta[channel] + (normalized * dGamma[channel])) / count));
    }

    public void Launch(
        ArrayView<T> dy,
        ArrayView<T> x,
        ArrayView<T> means,
        ArrayView<T> scales,
        ArrayView<T> gamma,
        ArrayView<T> dGamma,
        ArrayView<T> dBeta,
        ArrayView<T> dx,
        ScaleSizes sizes,
        bool hasScale) =>
        _gradient(
            LaunchGrid.Over(sizes.Samples * sizes.Channels * sizes.Inner),
            dy, x, means, scales, gamma, dGamma, dBeta, dx, sizes, hasScale ? 1 : 0, T.CreateChecked((long)sizes.Samples * sizes.Inner));
}
