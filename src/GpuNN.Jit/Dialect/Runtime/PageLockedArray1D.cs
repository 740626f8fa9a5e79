using System.Runtime.InteropServices;

namespace GpuNN.Jit;

/// <summary>Host memory that a device copies from and to without a detour, and without waiting for the copy.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed unsafe class PageLockedArray1D<T> : AcceleratorObject
    where T : unmanaged
{
    private readonly T[] _array;
    private readonly bool _pinned;

    internal PageLockedArray1D(Accelerator accelerator, long extent)
        : base(accelerator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extent);
        _array = GC.AllocateArray<T>(checked((int)extent), pinned: true);
        _pinned = extent > 0 && accelerator.PinHost(Address, extent * sizeof(T));
    }

    /// <summary>Lets the device forget the memory.</summary>
    ~PageLockedArray1D() => Release(disposing: false);

    /// <summary>The number of elements.</summary>
    public long Length => _array.LongLength;

    /// <summary>The number of elements.</summary>
    public LongIndex1D Extent => Length;

    /// <summary>The elements.</summary>
    public Span<T> Span => _array;

    /// <summary>The element at <paramref name="index"/>.</summary>
    public ref T this[int index] => ref _array[index];

    /// <summary>The element at <paramref name="index"/>.</summary>
    public ref T this[long index] => ref _array[index];

    /// <summary>The array that holds the elements.</summary>
    public T[] GetArray() => _array;

    private void* Address => Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0).ToPointer();

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
        if (_pinned && !Accelerator.IsDisposed)
            Accelerator.UnpinHost(Address);
    }
}

/// <summary>Allocation of host memory for asynchronous copies, and those copies.</summary>
public static class PageLockedArrayExtensions
{
    /// <summary>Allocates <paramref name="extent"/> elements of host memory, which are zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The extent is negative.</exception>
    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent)
        where T : unmanaged => new(accelerator, extent.X);

    /// <summary>Enqueues a copy of the whole array to the beginning of the view.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array is longer than the view.</exception>
    public static void CopyFromPageLockedAsync<T>(
        this ArrayView<T> target, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged
    {
        if (pageLockedArray.Length > 0)
            target.CopyFromCPUUnsafeAsync(stream, ref pageLockedArray[0], pageLockedArray.Length);
    }

    /// <summary>Enqueues a copy of the beginning of the view to the whole array.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array is longer than the view.</exception>
    public static void CopyToPageLockedAsync<T>(
        this ArrayView<T> source, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged
    {
        if (pageLockedArray.Length > 0)
            source.CopyToCPUUnsafeAsync(stream, ref pageLockedArray[0], pageLockedArray.Length);
    }
}
