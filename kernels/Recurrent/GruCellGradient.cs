using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The gradient of a step of <see cref="GruCell{T}"/>, an item per (sample, unit): before the product with U, and
/// where the reset comes before the product, once more after dq = dn·U₂.</summary>
internal sealed class GruCellGradient<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes, int> _gates =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes, int>(GateGradientsKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _reset =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(ResetGradientKernel);

    /// <summary>dz and dn always; resetting after the product also dr, and (dr, dz, dn∘r) to delta and products. dh becomes
    /// dh·z, to which the product adds.</summary>
    internal static void GateGradientsKernel(
        ArrayView<T> dy,
        ArrayView<T> gates,
        ArrayView<T> kept,
        ArrayView<T> y,
        ArrayView<T> initial,
        ArrayView<T> dh,
        ArrayView<T> dp,
        ArrayView<T> delta,
        ArrayView<T> products,
        ArrayView<long> lengths,
        SequenceSizes sizes,
        int resetsAfter)
    {
        int place = Grid.GlobalIndex.X, size = sizes.Size;
        if (place >= sizes.Samples * size) return;
        int n = place / size, j = place - (n * size), time = sizes.Time(lengths, n), to = (n * 3 * size) + j;
        T dr = T.Zero, dz = T.Zero, dn = T.Zero;
        if (time >= 0)
        {
            int row = (time * sizes.Samples) + n, at = (row * 3 * size) + j, before = sizes.Before(lengths, n, time);
            T r = gates[at], z = gates[at + size], fresh = gates[at + (2 * size)];
            T earlier = before < 0 ? initial[place] : y[(((before * sizes.Samples) + n) * size) + j];
            T total = dh[place] + dy[(row * size) + j];
            dz = total * (earlier - fresh) * z * (T.One - z);
            dn = total * (T.One - z) * (T.One - (fresh * fresh));
            dh[place] = total * z;
            dp[at + size] = dz;
            dp[at + (2 * size)] = dn;
            if (resetsAfter != 0)
            {
                dr = dn * kept[(row * size) + j] * r * (T.One - r);
                dn *= r;
                dp[at] = dr;
                products[at] = dr;
                products[at + size] = dz;
                products[at + (2 * size)] = dn;
            }
        }

        delta[to] = dr;
        delta[to + size] = dz;
        delta[to + (2 * size)] = dn;
    }

    /// <summary>dr = dq∘h∘r(1 − r), to dp and delta; dh += dq∘r.</summary>
    internal static void ResetGradientKernel(
        ArrayView<T> gates,
        ArrayView<T> y,
        ArrayView<T> initial,
        ArrayView<T> dq,
        ArrayView<T> dh,
        ArrayView<T> delta,
        ArrayView<T> dp,
        ArrayView<long> lengths,
        SequenceSizes sizes)
    {
        int place = Grid.GlobalIndex.X, size = sizes.Size;
        if (place >= sizes.Samples * size) return;
        int n = place / size, j = place - (n * size), time = sizes.Time(lengths, n);
        if (time < 0) return;
        int row = (time * sizes.Samples) + n, at = (row * 3 * size) + j, before = sizes.Before(lengths, n, time);
        T r = gates[at], earlier = before < 0 ? initial[place] : y[(((before * sizes.Samples) + n) * size) + j];
        T dr = dq[place] * earlier * r * (T.One - r);
        dp[at] = dr;
        dh[place] += dq[place] * r;
        delta[(n * 3 * size) + j] = dr;
    }

    public void LaunchGates(
        ArrayView<T> dy,
        ArrayView<T> gates,
        ArrayView<T> kept,
        ArrayView<T> y,
        ArrayView<T> initial,
        ArrayView<T> dh,
        ArrayView<T> dp,
        ArrayView<T> delta,
        ArrayView<T> products,
        ArrayView<long> lengths,
        SequenceSizes sizes,
        bool resetsAfter) =>
        _gates(
            LaunchGrid.Over(sizes.Samples * sizes.Size),
            dy, gates, kept, y, initial, dh, dp, delta, products, lengths, sizes, resetsAfter ? 1 : 0);

    public void LaunchReset(
        ArrayView<T> gates,
        ArrayView<T> y,
        ArrayView<T> initial,
        ArrayView<T> dq,
        ArrayView<T> dh,
        ArrayView<T> delta,
        ArrayView<T> dp,
        ArrayView<long> lengths,
        SequenceSizes sizes) =>
        _reset(LaunchGrid.Over(sizes.Samples * sizes.Size), gates, y, initial, dq, dh, delta, dp, lengths, sizes);
}
