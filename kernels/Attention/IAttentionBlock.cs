using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>How many rows of one matrix a group holds in shared memory while those of another pass by, 32 at a time. A group has
/// four items per row. Lengths of shared memory are literals of a method, since a kernel's shared memory is declared and not
/// computed; tiles have a padded pitch, so that they are written across and read along without conflicts.</summary>
internal interface IAttentionBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The rows of a group.</summary>
    static abstract int Rows { get; }

    /// <summary>Shared memory for <see cref="AttentionTiles.Width"/> columns of the rows, transposed.</summary>
    static abstract ArrayView<T> AllocateRows();

    /// <summary>Shared memory for a weight per row and passing row, transposed.</summary>
    static abstract ArrayView<T> AllocateWeights();

    /// <summary>Shared memory for four numbers per row.</summary>
    static abstract ArrayView<T> AllocateStatistics();
}

/// <summary>64 rows: 36 KB of shared memory in the forward pass with float32.</summary>
internal readonly struct AttentionBlock64<T> : IAttentionBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Rows => 64;

    public static ArrayView<T> AllocateRows() => SharedMemory.Allocate<T>(64 * 65);

    public static ArrayView<T> AllocateWeights() => SharedMemory.Allocate<T>(32 * 65);

    public static ArrayView<T> AllocateStatistics() => SharedMemory.Allocate<T>(4 * 64);
}

/// <summary>32 rows: forwards with float64, backwards with float32.</summary>
internal readonly struct AttentionBlock32<T> : IAttentionBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Rows => 32;

    public static ArrayView<T> AllocateRows() => SharedMemory.Allocate<T>(64 * 33);

    public static ArrayView<T> AllocateWeights() => SharedMemory.Allocate<T>(32 * 33);

    public static ArrayView<T> AllocateStatistics() => SharedMemory.Allocate<T>(4 * 32);
}

/// <summary>16 rows: backwards with float64.</summary>
internal readonly struct AttentionBlock16<T> : IAttentionBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Rows => 16;

    public static ArrayView<T> AllocateRows() => SharedMemory.Allocate<T>(64 * 17);

    public static ArrayView<T> AllocateWeights() => SharedMemory.Allocate<T>(32 * 17);

    public static ArrayView<T> AllocateStatistics() => SharedMemory.Allocate<T>(4 * 16);
}
