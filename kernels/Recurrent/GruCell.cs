using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>One step of a gated recurrent unit, an item per (sample, unit). Resetting after the product: all gates in one pass
/// after h·Uᵀ. Resetting before it: first r, z and q = r∘h, then, after q·U₂ᵀ, the rest. h = (1 − z)·n + z·h.</summary>
internal sealed class GruCell<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _after =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(ResetAfterKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _reset =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(ResetBeforeKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _update =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(UpdateKernel);

    internal static void ResetAfterKernel(
        ArrayView<T> p,
        ArrayView<T> product,
        ArrayView<T> bias,
        ArrayView<T> h,
        ArrayView<T> y,
        ArrayView<T> gates,
        ArrayView<T> kept,
        ArrayView<long> lengths,
        SequenceSizes sizes)
    {
        int place = Grid.GlobalIndex.X, size = sizes.Size;
        if (place >= sizes.Samples * size) return;
        int n = place / size, j = place - (n * size), time = sizes.Time(lengths, n);
        if (time < 0) return;
        int row = (time * sizes.Samples) + n, at = (row * 3 * size) + j, from = (n * 3 * size) + j;
        T r = product[from], z = product[from + size], q = product[from + (2 * size)];
        if (sizes.HasBias != 0)
        {
            r += bias[j];
            z += bias[j + size];
            q += bias[j + (2 * size)];
        }

        r = SigmoidFunction.Activate(p[at] + r);
        z = SigmoidFunction.Activate(p[at + size] + z);
        T fresh = HyperbolicTangent.Of(p[at + (2 * size)] + (r * q));
        T hidden = ((T.One - z) * fresh) + (z * h[place]);
        h[place] = hidden;
        y[(row * size) + j] = hidden;
        if (sizes.KeepsGates == 0) return;
        gates[at] = r;
        gates[at + size] = z;
        gates[at + (2 * size)] = fresh;
        kept[(row * size) + j] = q;
    }

    /// <summary>r to gated (N, 2H), z beside it, and q = r∘h (N, H).</summary>
    internal static void ResetBeforeKernel(
        ArrayView<T> p,
        ArrayView<T> product,
        ArrayView<T> bias,
        ArrayView<T> h,
        ArrayView<T> gated,
        ArrayView<T> reset,
        ArrayView<long> lengths,
        SequenceSizes sizes)
    {
        int place = Grid.GlobalIndex.X, size = sizes.Size;
        if (place >= sizes.Samples * size) return;
        int n = place / size, j = place - (n * size), time = sizes.Time(lengths, n), from = (n * 2 * size) + j;
        if (time < 0)
        {
            reset[place] = T.Zero;
            return;
        }

        int at = (((time * sizes.Samples) + n) * 3 * size) + j;
        T r = p[at] + product[from], z = p[at + size] + product[from + size];
        if (sizes.HasBias != 0)
        {
            r += bias[j];
            z += bias[j + size];
        }

        r = SigmoidFunction.Activate(r);
        gated[from] = r;
        gated[from + size] = SigmoidFunction.Activate(z);
        reset[place] = r * h[place];
    }

    internal static void UpdateKernel(
        ArrayView<T> p,
        ArrayView<T> product,
        ArrayView<T> bias,
        ArrayView<T> gated,
        ArrayView<T> reset,
        ArrayView<T> h,
        ArrayView<T> y,
        ArrayView<T> gates,
        ArrayView<T> kept,
        ArrayView<long> lengths,
        SequenceSizes sizes)
    {
        int place = Grid.GlobalIndex.X, size = sizes.Size;
        if (place >= sizes.Samples * size) return;
        int n = place / size, j = place - (n * size), time = sizes.Time(lengths, n), from = (n * 2 * size) + j;
        if (time < 0) return;
        int row = (time * sizes.Samples) + n, at = (row * 3 * size) + j;
        T candidate = p[at + (2 * size)] + product[place];
        if (sizes.HasBias != 0) candidate += bias[j + (2 * size)];
        T z = gated[from + size], fresh = HyperbolicTangent.Of(candidate);
        T hidden = ((T.One - z) * fresh) + (z * h[place]);
        h[place] = hidden;
        y[(row * size) + j] = hidden;
        if (sizes.KeepsGates == 0) return;
        gates[at] = gated[from];
        gates[at + size] = z;
        gates[at + (2 * size)] = fresh;
        kept[(row * size) + j] = reset[place];
    }

    public void LaunchAfter(
        ArrayView<T> p,
        ArrayView<T> product,
        ArrayView<T> bias,
        ArrayView<T> h,
        ArrayView<T> y,
        ArrayView<T> gates,
        ArrayView<T> kept,
        ArrayView<long> lengths,
        SequenceSizes sizes) =>
        _after(LaunchGrid.Over(sizes.Samples * sizes.Size), p, product, bias, h, y, gates, kept, lengths, sizes);

    public void LaunchReset(
        ArrayView<T> p,
        ArrayView<T> product,
        ArrayView<T> bias,
        ArrayView<T> h,
        ArrayView<T> gated,
        ArrayView<T> reset,
        ArrayView<long> lengths,
        SequenceSizes sizes) =>
        _reset(LaunchGrid.Over(sizes.Samples * sizes.Size), p, product, bias, h, gated, reset, lengths, sizes);

    public void LaunchUpdate(
        ArrayView<T> p,
        ArrayView<T> product,
        ArrayView<T> bias,
        ArrayView<T> gated,
        ArrayView<T> reset,
        ArrayView<T> h,
        ArrayView<T> y,
        ArrayView<T> gates,
        ArrayView<T> kept,
        ArrayView<long> lengths,
        SequenceSizes sizes) =>
        _update(LaunchGrid.Over(sizes.Samples * sizes.Size), p, product, bias, gated, reset, h, y, gates, kept, lengths, sizes);
}
