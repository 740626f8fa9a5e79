namespace GpuNN.Kernels;

/// <summary>The keys of what is added by index: of a slice its index, of an element the place in the result. What has no place
/// there gets the key <c>none</c>, above all others. An item per entry.</summary>
internal sealed class ScatterKeys(KernelSet kernels)
{
    private readonly Action<KernelConfig, ArrayView<long>, ArrayView<uint>, int, int, long> _slices =
        kernels.Load<ArrayView<long>, ArrayView<uint>, int, int, long>(SliceKeysKernel);

    private readonly Action<KernelConfig, ArrayView<long>, ArrayView<uint>, Strided8, int, int, int, int> _elements =
        kernels.Load<ArrayView<long>, ArrayView<uint>, Strided8, int, int, int, int>(ElementKeysKernel);

    internal static void SliceKeysKernel(ArrayView<long> indices, ArrayView<uint> keys, int entries, int length, long skipped)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= entries) return;
        long index = indices[i];
        keys[i] = index < 0 || index >= length || index == skipped ? (uint)length : (uint)index;
    }

    internal static void ElementKeysKernel(
        ArrayView<long> indices, ArrayView<uint> keys, Strided8 lines, int entries, int step, int extent, int none)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= entries) return;
        long index = indices[i];
        keys[i] = index < 0 || index >= extent ? (uint)none : (uint)(lines.Position(i) + ((int)index * step));
    }

    /// <summary>Keys below <paramref name="length"/>, which stands for none.</summary>
    public void LaunchSlices(ArrayView<long> indices, ArrayView<uint> keys, int entries, int length, long skipped) =>
        _slices(LaunchGrid.Over(entries), indices, keys, entries, length, skipped);

    /// <summary>Keys below <paramref name="none"/>, the span of the result; <paramref name="lines"/> says where an entry's line
    /// begins there.</summary>
    public void LaunchElements(
        ArrayView<long> indices, ArrayView<uint> keys, Strided8 lines, int entries, int step, int extent, int none) =>
        _elements(LaunchGrid.Over(entries), indices, keys, lines, entries, step, extent, none);
}
