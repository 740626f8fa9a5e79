using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[i] = scale·x[i] where the uniform number of counter offset + i / runLength reaches the threshold, else 0. The
/// threshold is in units of 2⁻²⁴, so that every device keeps the same elements. One work item per element.</summary>
internal sealed class Dropout<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, int, int, ulong, ulong, int, T> _dropout =
        kernels.Load<ArrayView<T>, ArrayView<T>, int, int, ulong, ulong, int, T>(DropoutKernel);

    internal static void DropoutKernel(
        ArrayView<T> x, ArrayView<T> y, int count, int runLength, ulong seed, ulong offset, int threshold, T scale)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        PhiloxBlock block = PhiloxBlock.Of(seed, offset + (ulong)(i / runLength));
        y[i] = (int)(block.X >> 8) >= threshold ? x[i] * scale : T.Zero;
    }

    public void Launch(
        ArrayView<T> x, ArrayView<T> y, int count, int runLength, ulong seed, ulong offset, int threshold, T scale) =>
        _dropout(LaunchGrid.Over(count), x, y, count, runLength, seed, offset, threshold, scale);
}
