using GpuNN.Backends;

namespace GpuNN;

/// <content>Permutation.</content>
public static partial class Operators
{
    /// <summary>The numbers 0 to count − 1 in random order, int64: the order of random integers of 63 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static Tensor Permutation(long count, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Tensor keys = Tensor.Empty([count], DType.Int64, device, nameof(Permutation));
        RandomState random = RandomState.Current;
        Dispatcher.Run(nameof(Permutation), new RandomBitsPrimitive(random.Seed, random.Take(count)), [], [keys]);
        return keys.Sort().Indices;
    }
}
