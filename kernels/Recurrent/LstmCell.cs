using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>One step of a long short-term memory after its product h·Uᵀ, all gates in one pass: a = p[t] + product + b in the
/// order i, f, g, o; c = σ(f)·c + σ(i)·tanh(g), h = σ(o)·tanh(c). An item per (sample, unit); a sample whose steps are over
/// keeps its state.</summary>
internal sealed class LstmCell<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _forward =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(LstmCellKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _backward =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(LstmCellGradientKernel);

    internal static void LstmCellKernel(
        ArrayView<T> p,
        ArrayView<T> product,
        ArrayView<T> bias,
        ArrayView<T> h,
        ArrayView<T> c,
        ArrayView<T> y,
        ArrayView<T> gates,
        ArrayView<T> cells,
        ArrayView<long> lengths,
        SequenceSizes sizes)
    {
        int place = Grid.GlobalIndex.X, size = sizes.Size;
        if (place >= sizes.Samples * size) return;
        int n = place / size, j = place - (n * size), time = sizes.Time(lengths, n);
        if (time < 0) return;
        int row = (time * sizes.Samples) + n, at = (row * 4 * size) + j, from = (n * 4 * size) + j;
        T i = p[at] + product[from], f = p[at + size] + product[from + size];
        T g = p[at + (2 * size)] + product[from + (2 * size)], o = p[at + (3 * size)] + product[from + (3 * size)];
        if (sizes.HasBias != 0)
        {
            i += bias[j];
            f += bias[j + size];
            g += bias[j + (2 * size)];
            o += bias[j + (3 * size)];
        }

        i = SigmoidFunction.Activate(i);
        f = SigmoidFunction.Activate(f);
        g = HyperbolicTangent.Of(g);
        o = SigmoidFunction.Activate(o);
        T cell = (f * c[place]) + (i * g);
        T hidden = o * HyperbolicTangent.Of(cell);
        c[place] = cell;
        h[place] = hidden;
        y[(row * size) + j] = hidden;
        if (sizes.KeepsGates == 0) return;
        gates[at] = i;
        gates[at + size] = f;
        gates[at + (2 * size)] = g;
        gates[at + (3 * size)] = o;
        cells[(row * size) + j] = cell;
    }

    /// <summary>Gradients of the gates before their activations, to dp[t] and to a buffer for the product that gives dh; dc in
    /// place. dh becomes 0 where the product shall write it, and stays where the sample's steps are over.</summary>
    internal static void LstmCellGradientKernel(
        ArrayView<T> dy,
        ArrayView<T> gates,
        ArrayView<T> cells,
        ArrayView<T> initial,
        ArrayView<T> dh,
        ArrayView<T> dc,
        ArrayView<T> dp,
        ArrayView<T> delta,
        ArrayView<long> lengths,
        SequenceSizes sizes)
    {
        int place = Grid.GlobalIndex.X, size = sizes.Size;
        if (place >= sizes.Samples * size) return;
        int n = place / size, j = place - (n * size), time = sizes.Time(lengths, n), to = (n * 4 * size) + j;
        T di = T.Zero, df = T.Zero, dg = T.Zero, output = T.Zero;
        if (time >= 0)
        {
            int row = (time * sizes.Samples) + n, at = (row * 4 * size) + j, before = sizes.Before(lengths, n, time);
            T i = gates[at], f = gates[at + size], g = gates[at + (2 * size)], o = gates[at + (3 * size)];
            T earlier = before < 0 ? initial[place] : cells[(((before * sizes.Samples) + n) * size) + j];
            T tanh = HyperbolicTangent.Of(cells[(row * size) + j]), down = dh[place] + dy[(row * size) + j];
            T cell = dc[place] + (down * o * (T.One - (tanh * tanh)));
            di = cell * g * i * (T.One - i);
            df = cell * earlier * f * (T.One - f);
            dg = cell * i * (T.One - (g * g));
            output = down * tanh * o * (T.One - o);
            dc[place] = cell * f;
            dh[place] = T.Zero;
            dp[at] = di;
            dp[at + size] = df;
            dp[at + (2 * size)] = dg;
            dp[at + (3 * size)] = output;
        }

        delta[to] = di;
        delta[to + size] = df;
        delta[to + (2 * size)] = dg;
        delta[to + (3 * size)] = output;
    }

    public void Launch(
        ArrayView<T> p,
        ArrayView<T> product,
        ArrayView<T> bias,
        ArrayView<T> h,
        ArrayView<T> c,
        ArrayView<T> y,
        ArrayView<T> gates,
        ArrayView<T> cells,
        ArrayView<long> lengths,
        SequenceSizes sizes) =>
        _forward(LaunchGrid.Over(sizes.Samples * sizes.Size), p, product, bias, h, c, y, gates, cells, lengths, sizes);

    public void LaunchGradient(
        ArrayView<T> dy,
        ArrayView<T> gates,
        ArrayView<T> cells,
        ArrayView<T> initial,
        ArrayView<T> dh,
        ArrayView<T> dc,
        ArrayView<T> dp,
        ArrayView<T> delta,
        ArrayView<long> lengths,
        SequenceSizes sizes) =>
        _backward(LaunchGrid.Over(sizes.Samples * sizes.Size), dy, gates, cells, initial, dh, dc, dp, delta, lengths, sizes);
}
