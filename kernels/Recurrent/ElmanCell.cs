using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>One step of an Elman network after its product h·Uᵀ: h = activation(p[t] + product + b), an item per (sample, unit);
/// and the gradient before the activation, from the result.</summary>
internal sealed class ElmanCell<T, TActivation>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IDifferentiableActivation
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _forward =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(ElmanCellKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _backward =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(ElmanCellGradientKernel);

    internal static void ElmanCellKernel(
        ArrayView<T> p, ArrayView<T> product, ArrayView<T> bias, ArrayView<T> h, ArrayView<T> y, ArrayView<long> lengths, SequenceSizes sizes)
    {
        int place = Grid.GlobalIndex.X;
        if (place >= sizes.Samples * sizes.Size) return;
        int n = place / sizes.Size, time = sizes.Time(lengths, n);
        if (time < 0) return;
        int at = (time * sizes.Samples * sizes.Size) + place;
        T sum = p[at] + product[place];
        if (sizes.HasBias != 0) sum += bias[place - (n * sizes.Size)];
        T hidden = TActivation.Activate(sum);
        h[place] = hidden;
        y[at] = hidden;
    }

    internal static void ElmanCellGradientKernel(
        ArrayView<T> dy, ArrayView<T> y, ArrayView<T> dh, ArrayView<T> dp, ArrayView<T> delta, ArrayView<long> lengths, SequenceSizes sizes)
    {
        int place = Grid.GlobalIndex.X;
        if (place >= sizes.Samples * sizes.Size) return;
        int time = sizes.Time(lengths, place / sizes.Size);
        T gradient = T.Zero;
        if (time >= 0)
        {
            int at = (time * sizes.Samples * sizes.Size) + place;
            gradient = (dh[place] + dy[at]) * TActivation.Derivative(y[at]);
            dh[place] = T.Zero;
            dp[at] = gradient;
        }

        delta[place] = gradient;
    }

    public void Launch(
        ArrayView<T> p, ArrayView<T> product, ArrayView<T> bias, ArrayView<T> h, ArrayView<T> y, ArrayView<long> lengths, SequenceSizes sizes) =>
        _forward(LaunchGrid.Over(sizes.Samples * sizes.Size), p, product, bias, h, y, lengths, sizes);

    public void LaunchGradient(
        ArrayView<T> dy, ArrayView<T> y, ArrayView<T> dh, ArrayView<T> dp, ArrayView<T> delta, ArrayView<long> lengths, SequenceSizes sizes) =>
        _backward(LaunchGrid.Over(sizes.Samples * sizes.Size), dy, y, dh, dp, delta, lengths, sizes);
}
