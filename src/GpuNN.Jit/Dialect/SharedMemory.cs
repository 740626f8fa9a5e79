using GpuNN.Jit.Targets.Clr.Direct;

namespace GpuNN.Jit;

/// <summary>Memory that the items of a group share. Its contents are undefined until written.</summary>
public static class SharedMemory
{
    /// <summary>One variable of type <typeparamref name="T"/>.</summary>
    public static ref T Allocate<T>()
        where T : unmanaged => ref DirectItem.Current().Shared<T>(1)[0];

    /// <summary>An array of <paramref name="extent"/> elements; the extent must be a compile-time constant.</summary>
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => DirectItem.Current().Shared<T>(extent);

    /// <summary>
    /// The dynamic shared memory that the launch asked for, in elements of
    /// <typeparamref name="T"/>. Every call returns the same memory.
    /// </summary>
    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged => DirectItem.Current().DynamicShared<T>();
}
