using System.Runtime.CompilerServices;

namespace GpuNN.Jit;

/// <summary>Copies between views, and between a view and the host; fills; allocation from an array.</summary>
public static unsafe partial class ArrayViewExtensions
{
    /// <summary>The accelerator whose memory the view shows.</summary>
    /// <exception cref="InvalidOperationException">The view shows no buffer.</exception>
    public static Accelerator GetAccelerator<TView>(this TView view)
        where TView : IArrayView =>
        view.Buffer?.Accelerator ?? throw new InvalidOperationException("An empty view belongs to no accelerator.");

    /// <summary>The default stream of the view's accelerator.</summary>
    /// <exception cref="InvalidOperationException">The view shows no buffer.</exception>
    public static AcceleratorStream GetDefaultStream<TView>(this TView view)
        where TView : IArrayView => view.GetAccelerator().DefaultStream;

    /// <summary>Fills the view's bytes with zero.</summary>
    public static void MemSetToZero<TView>(this TView view)
        where TView : IContiguousArrayView
    {
        if (view.LengthInBytes > 0)
            view.MemSet(view.GetDefaultStream(), 0);
    }

    /// <summary>Fills the view's bytes with zero.</summary>
    public static void MemSetToZero<TView>(this TView view, AcceleratorStream stream)
        where TView : IContiguousArrayView => view.MemSet(stream, 0);

    /// <summary>Fills the view's bytes with <paramref name="value"/>.</summary>
    public static void MemSet<TView>(this TView view, byte value)
        where TView : IContiguousArrayView
    {
        if (view.LengthInBytes > 0)
            view.MemSet(view.GetDefaultStream(), value);
    }

    /// <summary>Fills the view's bytes with <paramref name="value"/>.</summary>
    public static void MemSet<TView>(this TView view, AcceleratorStream stream, byte value)
        where TView : IContiguousArrayView
    {
        if (view.LengthInBytes > 0)
            view.Buffer!.MemSet(stream, value, view.IndexInBytes, view.LengthInBytes);
    }

    /// <summary>Copies to a view of the same accelerator, which is at least as long.</summary>
    public static void CopyTo<TView>(this TView source, in TView target)
        where TView : IContiguousArrayView
    {
        if (source.LengthInBytes > 0)
            source.CopyTo(source.GetDefaultStream(), target);
    }

    /// <summary>Copies to a view of the same accelerator, which is at least as long.</summary>
    /// <exception cref="ArgumentException">The target is shorter.</exception>
    public static void CopyTo<TView>(this TView source, AcceleratorStream stream, in TView target)
        where TView : IContiguousArrayView
    {
        long bytes = source.LengthInBytes;
        if (target.LengthInBytes < bytes)
            throw new ArgumentException("The target is shorter than the source.", nameof(target));
        if (bytes > 0)
            source.Buffer!.CopyTo(stream, source.IndexInBytes, target.AsRawArrayView().SubView(0, bytes));
    }

    /// <summary>Copies from a view of the same accelerator, which is no longer than this one.</summary>
    public static void CopyFrom<TView>(this TView target, in TView source)
        where TView : IContiguousArrayView => source.CopyTo(target);

    /// <summary>Copies from a view of the same accelerator, which is no longer than this one.</summary>
    public static void CopyFrom<TView>(this TView target, AcceleratorStream stream, in TView source)
        where TView : IContiguousArrayView => source.CopyTo(stream, target);

    /// <summary>Enqueues a copy to host memory, which must stay in place until the stream was synchronised.</summary>
    public static void CopyToCPUUnsafeAsync<T, TView>(
        this TView source, AcceleratorStream stream, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => CopyOut(source, stream, ref cpuData, length, wait: false);

    /// <summary>Enqueues a copy from host memory, which must stay in place until the stream was synchronised.</summary>
    public static void CopyFromCPUUnsafeAsync<T, TView>(
        this TView target, AcceleratorStream stream, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => CopyIn(target, stream, ref cpuData, length, wait: false);

    /// <summary>Copies the first <paramref name="length"/> elements to the host and waits.</summary>
    public static void CopyToCPU<T, TView>(this TView source, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        if (length != 0)
            CopyOut(source, source.GetDefaultStream(), ref cpuData, length, wait: true);
    }

    /// <summary>Copies the first <paramref name="length"/> elements to the host and waits.</summary>
    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => CopyOut(source, stream, ref cpuData, length, wait: true);

    /// <summary>Copies <paramref name="length"/> elements from the host and waits.</summary>
    public static void CopyFromCPU<T, TView>(this TView target, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        if (length != 0)
            CopyIn(target, target.GetDefaultStream(), ref cpuData, length, wait: true);
    }

    /// <summary>Copies <paramref name="length"/> elements from the host and waits.</summary>
    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, ref T cpuData, long length)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => CopyIn(target, stream, ref cpuData, length, wait: true);

    /// <summary>Copies as many elements as <paramref name="span"/> holds to the host and waits.</summary>
    public static void CopyToCPU<T, TView>(this TView source, in Span<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        if (!span.IsEmpty)
            CopyOut(source, source.GetDefaultStream(), ref span[0], span.Length, wait: true);
    }

    /// <summary>Copies as many elements as <paramref name="span"/> holds to the host and waits.</summary>
    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, in Span<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        if (!span.IsEmpty)
            CopyOut(source, stream, ref span[0], span.Length, wait: true);
    }

    /// <summary>Copies <paramref name="span"/> to the beginning of the view and waits.</summary>
    public static void CopyFromCPU<T, TView>(this TView target, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        if (!span.IsEmpty)
            CopyIn(target, target.GetDefaultStream(), ref Unsafe.AsRef(in span[0]), span.Length, wait: true);
    }

    /// <summary>Copies <paramref name="span"/> to the beginning of the view and waits.</summary>
    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        if (!span.IsEmpty)
            CopyIn(target, stream, ref Unsafe.AsRef(in span[0]), span.Length, wait: true);
    }

    /// <summary>Copies the whole view to the beginning of <paramref name="data"/> and waits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array is shorter than the view.</exception>
    public static void CopyToCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged
    {
        if (view.Length > 0)
            view.CopyToCPU(view.GetDefaultStream(), data);
    }

    /// <summary>Copies the whole view to the beginning of <paramref name="data"/> and waits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array is shorter than the view.</exception>
    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(data.LongLength, view.Length, nameof(data));
        if (view.Length > 0)
            CopyOut(view, stream, ref data[0], view.Length, wait: true);
    }

    /// <summary>Copies <paramref name="data"/> to the beginning of the view and waits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array is longer than the view.</exception>
    public static void CopyFromCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length > 0)
            view.CopyFromCPU(view.GetDefaultStream(), data);
    }

    /// <summary>Copies <paramref name="data"/> to the beginning of the view and waits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array is longer than the view.</exception>
    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length > 0)
            CopyIn(view, stream, ref data[0], data.Length, wait: true);
    }

    /// <summary>The view's elements as a new array.</summary>
    public static T[] GetAsArray<T>(this ArrayView<T> view)
        where T : unmanaged => view.Length == 0 ? [] : view.GetAsArray(view.GetDefaultStream());

    /// <summary>The view's elements as a new array.</summary>
    public static T[] GetAsArray<T>(this ArrayView<T> view, AcceleratorStream stream)
        where T : unmanaged
    {
        var data = new T[view.Length];
        view.CopyToCPU(stream, data);
        return data;
    }

    private static void CopyOut<T, TView>(TView source, AcceleratorStream stream, ref T target, long length, bool wait)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        CheckLength(length, source.Length);
        if (length == 0)
            return;
        fixed (T* pointer = &target)
            source.Buffer!.CopyToHost(stream, source.IndexInBytes, pointer, length * sizeof(T), wait);
    }

    private static void CopyIn<T, TView>(TView target, AcceleratorStream stream, ref T source, long length, bool wait)
        where TView : IContiguousArrayView<T>
        where T : unmanaged
    {
        CheckLength(length, target.Length);
        if (length == 0)
            return;
        fixed (T* pointer = &source)
            target.Buffer!.CopyFromHost(stream, target.IndexInBytes, pointer, length * sizeof(T), wait);
    }

    private static void CheckLength(long length, long available)
    {
        if (length < 0 || length > available)
            throw new ArgumentOutOfRangeException(nameof(length), length, FormattableString.Invariant(
                $"The view has {available} elements."));
    }
}
