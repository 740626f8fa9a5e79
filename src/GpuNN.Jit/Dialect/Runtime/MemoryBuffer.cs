using System.Runtime.CompilerServices;
using GpuNN.Jit.Drivers;

namespace GpuNN.Jit;

/// <summary>Memory on an accelerator.</summary>
public abstract unsafe class MemoryBuffer : AcceleratorObject
{
    private readonly DeviceMemoryBlock _block;

    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize)
        : base(accelerator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        ElementSize = elementSize;
        _block = accelerator.Memory.Allocate(checked(length * elementSize));
    }

    /// <summary>A buffer of no memory of its own, at address 0.</summary>
    private protected MemoryBuffer(Accelerator accelerator)
        : base(accelerator) => GC.SuppressFinalize(this);

    /// <summary>Gives the memory back when nobody disposed the buffer; the pool counts such buffers.</summary>
    ~MemoryBuffer() => Release(disposing: false);

    /// <summary>The driver's handle: a device pointer for CUDA, a memory object for OpenCL, an address for the CLR.</summary>
    public nint NativePtr => _block.Handle;

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The size of an element in bytes.</summary>
    public int ElementSize { get; }

    /// <summary>The size in bytes.</summary>
    public long LengthInBytes => Length * ElementSize;

    /// <summary>The memory's address where the host can reach it.</summary>
    internal byte* HostAddress
    {
        get
        {
            CheckUsable();
            return AcceleratorType == AcceleratorType.CPU ? (byte*)NativePtr : throw new InvalidOperationException(
                $"The memory of {Accelerator.Name} cannot be read from the host; copy it with CopyToCPU.");
        }
    }

    /// <summary>The whole buffer as bytes.</summary>
    public ArrayView<byte> AsRawArrayView() => AsRawArrayView(0L);

    /// <summary>The bytes from <paramref name="offsetInBytes"/> to the end.</summary>
    public ArrayView<byte> AsRawArrayView(long offsetInBytes) =>
        AsRawArrayView(offsetInBytes, LengthInBytes - offsetInBytes);

    /// <summary>The <paramref name="lengthInBytes"/> bytes from <paramref name="offsetInBytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the buffer.</exception>
    public ArrayView<byte> AsRawArrayView(long offsetInBytes, long lengthInBytes)
    {
        CheckRange(offsetInBytes, lengthInBytes);
        return new ArrayView<byte>(this, offsetInBytes, lengthInBytes);
    }

    /// <summary>The <paramref name="length"/> elements from element <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the buffer.</exception>
    public ArrayView<T> AsArrayView<T>(long offset, long length)
        where T : unmanaged
    {
        CheckRange(checked(offset * Unsafe.SizeOf<T>()), checked(length * Unsafe.SizeOf<T>()));
        return new ArrayView<T>(this, offset, length);
    }

    /// <summary>Fills <paramref name="length"/> bytes from <paramref name="targetOffsetInBytes"/> with <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the buffer.</exception>
    public void MemSet(AcceleratorStream stream, byte value, long targetOffsetInBytes, long length)
    {
        Check(stream, targetOffsetInBytes, length);
        if (length == 0)
            return;
        if (stream.Recording is { } recording)
            RecordFill(recording, value, targetOffsetInBytes, length);
        else
            Accelerator.FillDevice(stream, NativePtr, targetOffsetInBytes, length, value);
        GC.KeepAlive(this);
    }

    /// <summary>Copies from this buffer to a view of the same accelerator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the buffer.</exception>
    /// <exception cref="ArgumentException">The target belongs to another accelerator.</exception>
    public void CopyTo(AcceleratorStream stream, long sourceOffsetInBytes, in ArrayView<byte> targetView)
    {
        Check(stream, sourceOffsetInBytes, targetView.Length);
        if (targetView.Length == 0)
            return;
        MemoryBuffer target = targetView.Buffer!;
        target.CheckUsable();
        if (target.Accelerator != Accelerator)
            throw new ArgumentException("Source and target belong to different accelerators.", nameof(targetView));
        if (stream.Recording is { } recording)
        {
            RecordCopy(recording, sourceOffsetInBytes, target, targetView.ByteOffset, targetView.Length);
            return;
        }
        Accelerator.CopyDeviceToDevice(
            stream, NativePtr, sourceOffsetInBytes, target.NativePtr, targetView.ByteOffset, targetView.Length);
        GC.KeepAlive(target);
        GC.KeepAlive(this);
    }

    /// <summary>Copies a view of the same accelerator into this buffer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the buffer.</exception>
    public void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, long targetOffsetInBytes)
    {
        CheckRange(targetOffsetInBytes, sourceView.Length);
        if (sourceView.Length > 0)
            sourceView.Buffer!.CopyTo(stream, sourceView.ByteOffset, AsRawArrayView(targetOffsetInBytes, sourceView.Length));
    }

    internal void CopyFromHost(AcceleratorStream stream, long offset, void* source, long bytes, bool wait)
    {
        CheckHostCopy(stream, offset, bytes);
        if (bytes > 0)
            Accelerator.CopyHostToDevice(stream, source, NativePtr, offset, bytes, wait);
        GC.KeepAlive(this);
    }

    internal void CopyToHost(AcceleratorStream stream, long offset, void* target, long bytes, bool wait)
    {
        CheckHostCopy(stream, offset, bytes);
        if (bytes > 0)
            Accelerator.CopyDeviceToHost(stream, NativePtr, offset, target, bytes, wait);
        GC.KeepAlive(this);
    }

    private protected override void DisposeAcceleratorObject(bool disposing) =>
        Accelerator.Memory.Free(_block, finalized: !disposing);

    // Apart from their callers, which must not pay for these closures.
    private void RecordFill(RecordedGraph recording, byte value, long offset, long length) =>
        recording.Add(stream => Accelerator.FillDevice(stream, NativePtr, offset, length, value));

    private void RecordCopy(RecordedGraph recording, long sourceOffset, MemoryBuffer target, long targetOffset, long length) =>
        recording.Add(stream => Accelerator.CopyDeviceToDevice(
            stream, NativePtr, sourceOffset, target.NativePtr, targetOffset, length));

    private void CheckHostCopy(AcceleratorStream stream, long offset, long length)
    {
        Check(stream, offset, length);
        if (stream.Recording is not null)
            throw new InvalidOperationException("A copy from or to the host cannot be captured.");
    }

    private void Check(AcceleratorStream stream, long offset, long length)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CheckRange(offset, length);
        CheckUsable();
        if (stream.Accelerator != Accelerator)
            throw new ArgumentException($"A stream of {stream.Accelerator.Name} cannot reach memory of {Accelerator.Name}.", nameof(stream));
    }

    private void CheckRange(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > LengthInBytes - length)
            throw new ArgumentOutOfRangeException(nameof(offset), FormattableString.Invariant(
                $"{length} bytes from byte {offset} do not lie inside a buffer of {LengthInBytes} bytes."));
    }

    private void CheckUsable() => ObjectDisposedException.ThrowIf(IsDisposed, this);
}
