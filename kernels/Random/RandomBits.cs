namespace GpuNN.Kernels;

/// <summary>y[i] = 63 random bits: the first word of Philox without its highest bit times 2³², plus the second word. One work
/// item per element.</summary>
internal sealed class RandomBits(KernelSet kernels)
{
    private readonly Action<KernelConfig, ArrayView<long>, int, ulong, ulong> _bits =
        kernels.Load<ArrayView<long>, int, ulong, ulong>(RandomBitsKernel);

    internal static void RandomBitsKernel(ArrayView<long> y, int count, ulong seed, ulong offset)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        PhiloxBlock block = PhiloxBlock.Of(seed, offset + (ulong)i);
        y[i] = ((long)(block.X & 0x7FFFFFFF) << 32) | block.Y;
    }

    public void Launch(ArrayView<long> y, int count, ulong seed, ulong offset) =>
        _bits(LaunchGrid.Over(count), y, count, seed, offset);
}
