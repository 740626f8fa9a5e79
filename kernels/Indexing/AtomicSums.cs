namespace GpuNN.Kernels;

/// <summary>y[key, column] += x[entry, column] by float atomics, an item per entry and column: one pass and no sort, but terms
/// of one key are added in the order in which they come. Not deterministic.</summary>
internal sealed class AtomicSums<TLayout>(KernelSet kernels)
    where TLayout : struct, IScatterLayout
{
    private readonly Action<KernelConfig, ArrayView<uint>, ArrayView<float>, ArrayView<float>, TLayout, int, int, int> _add =
        kernels.Load<ArrayView<uint>, ArrayView<float>, ArrayView<float>, TLayout, int, int, int>(AddAtomicallyKernel);

    internal static void AddAtomicallyKernel(
        ArrayView<uint> keys, ArrayView<float> x, ArrayView<float> y, TLayout layout, int count, int columns, int none)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int entry = i / columns, column = i - (entry * columns), key = (int)keys[entry];
        if (key < none) Atomic.Add(ref y[layout.Target(key, column)], x[layout.Source(entry, column)]);
    }

    public void Launch(
        ArrayView<uint> keys, ArrayView<float> x, ArrayView<float> y, TLayout layout, int entries, int columns, int none) =>
        _add(LaunchGrid.Over(entries * columns), keys, x, y, layout, entries * columns, columns, none);
}
