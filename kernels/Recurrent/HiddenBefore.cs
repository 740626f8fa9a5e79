using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>What entered each step of a sequence: before[t] = h[the step before t], the initial state at a sample's first
/// step, and 0 beyond its length. One product with it gives the gradient of the recurrent weights of all steps. One work
/// item per element.</summary>
internal sealed class HiddenBefore<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes> _collect =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<long>, SequenceSizes>(HiddenBeforeKernel);

    internal static void HiddenBeforeKernel(
        ArrayView<T> h, ArrayView<T> initial, ArrayView<T> before, ArrayView<long> lengths, SequenceSizes sizes)
    {
        int i = Grid.GlobalIndex.X;
        int state = sizes.Samples * sizes.Size;
        if (i >= sizes.Steps * state) return;
        int time = i / state, place = i - (time * state), sample = place / sizes.Size;
        if (time >= sizes.Length(lengths, sample))
        {
            before[i] = T.Zero;
            return;
        }

        int earlier = sizes.Before(lengths, sample, time);
        before[i] = earlier < 0 ? initial[place] : h[(earlier * state) + place];
    }

    public void Launch(ArrayView<T> h, ArrayView<T> initial, ArrayView<T> before, ArrayView<long> lengths, SequenceSizes sizes) =>
        _collect(LaunchGrid.Over(sizes.Steps * sizes.Samples * sizes.Size), h, initial, before, lengths, sizes);
}
