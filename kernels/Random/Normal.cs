using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[i] = mean + deviation·√(−2 ln u₁)·cos(2π·u₂) (Box and Muller), u₁ in (0, 1] and u₂ in [0, 1) the upper 24 bits of
/// the first two words of Philox. One work item per element.</summary>
internal sealed class Normal<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, int, ulong, ulong, T, T> _normal =
        kernels.Load<ArrayView<T>, int, ulong, ulong, T, T>(NormalKernel);

    internal static void NormalKernel(ArrayView<T> y, int count, ulong seed, ulong offset, T mean, T deviation)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        PhiloxBlock block = PhiloxBlock.Of(seed, offset + (ulong)i);
        T first = Numbers<T>.Of((int)(block.X >> 8) + 1) * Constants<T>.Unit24;
        T second = Numbers<T>.Of((int)(block.Y >> 8)) * Constants<T>.Unit24;
        y[i] = mean + (deviation * T.Sqrt(-Constants<T>.Two * T.Log(first)) * T.Cos(Constants<T>.TwoPi * second));
    }

    public void Launch(ArrayView<T> y, int count, ulong seed, ulong offset, T mean, T deviation) =>
        _normal(LaunchGrid.Over(count), y, count, seed, offset, mean, deviation);
}
