using System.Runtime.CompilerServices;
using GpuNN.Jit.Drivers;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Launching;

namespace GpuNN.Jit;

/// <summary>
/// A device made ready for work: its memory, its streams and the kernels loaded for it. Safe to use from several threads.
/// </summary>
public abstract partial class Accelerator : IDisposable
{
    private readonly List<WeakReference<AcceleratorStream>> _streams = [];
    private long _launchCount;
    private int _disposed;

    private protected Accelerator(Context context, Device device)
    {
        Context = context;
        Device = device;
        Memory = new DeviceMemoryPool(this);
        context.Register(this);
    }

    /// <summary>Raised when the accelerator was disposed.</summary>
    public event EventHandler? Disposed;

    /// <summary>The context it was made in.</summary>
    public Context Context { get; }

    /// <summary>The device it runs on.</summary>
    public Device Device { get; }

    /// <summary>The stream that is used where none is named.</summary>
    public AcceleratorStream DefaultStream { get; private protected set; } = null!;

    /// <summary>The kind of the accelerator.</summary>
    public AcceleratorType AcceleratorType => Device.AcceleratorType;

    /// <summary>The device's own name.</summary>
    public string Name => Device.Name;

    /// <summary>The memory in bytes.</summary>
    public long MemorySize => Device.MemorySize;

    /// <summary>The most groups in each dimension.</summary>
    public Index3D MaxGridSize => Device.MaxGridSize;

    /// <summary>The most work items of a group in each dimension.</summary>
    public Index3D MaxGroupSize => Device.MaxGroupSize;

    /// <summary>The most work items of a group.</summary>
    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;

    /// <summary>The most shared memory of a group in bytes.</summary>
    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;

    /// <summary>The most constant memory in bytes.</summary>
    public int MaxConstantMemory => Device.MaxConstantMemory;

    /// <summary>The number of work items that run in lock step.</summary>
    public int WarpSize => Device.WarpSize;

    /// <summary>The number of multiprocessors or cores.</summary>
    public int NumMultiprocessors => Device.NumMultiprocessors;

    /// <summary>The most work items of a multiprocessor.</summary>
    public int MaxNumThreadsPerMultiprocessor => Device.MaxNumThreadsPerMultiprocessor;

    /// <summary>The most work items at one time.</summary>
    public int MaxNumThreads => Device.MaxNumThreads;

    /// <summary>Whether the accelerator was disposed.</summary>
    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    internal DeviceMemoryPool Memory { get; }

    /// <summary>Where compiled kernels are kept from one process to the next.</summary>
    internal KernelCache Cache { get; set; } = KernelCache.Shared;

    internal long Launches => Interlocked.Read(ref _launchCount);

    /// <summary>The group size of kernels that leave the choice to the runtime.</summary>
    internal abstract int AutoGroupSize { get; }

    /// <summary>Makes another stream.</summary>
    /// <exception cref="AcceleratorException">The driver refused.</exception>
    public AcceleratorStream CreateStream()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        AcceleratorStream stream = CreateStreamInternal();
        lock (_streams)
        {
            _streams.RemoveAll(reference => !reference.TryGetTarget(out AcceleratorStream? known) || known.IsDisposed);
            _streams.Add(new WeakReference<AcceleratorStream>(stream));
        }
        return stream;
    }

    /// <summary>Waits until everything enqueued so far, on any stream, has run.</summary>
    /// <exception cref="AcceleratorException">An operation enqueued earlier failed.</exception>
    public void Synchronize()
    {
        DefaultStream.Synchronize();
        lock (_streams)
        {
            foreach (WeakReference<AcceleratorStream> reference in _streams)
            {
                if (reference.TryGetTarget(out AcceleratorStream? stream) && !stream.IsDisposed)
                    stream.Synchronize();
            }
        }
    }

    /// <summary>Allocates <paramref name="length"/> elements; their content is undefined.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="DeviceOutOfMemoryException">The device has no memory left, or the limit is reached.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged => new(this, length, default);

    /// <summary>Allocates the memory of a strided view of <paramref name="length"/> elements; its content is undefined.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="DeviceOutOfMemoryException">The device has no memory left, or the limit is reached.</exception>
    public MemoryBuffer1D<T, TStride> Allocate1D<T, TStride>(long length, TStride stride)
        where T : unmanaged
        where TStride : struct, IStride1D => new(this, length, stride);

    /// <summary>Writes what the device is and can do.</summary>
    public void PrintInformation(TextWriter writer) => Device.PrintInformation(writer);

    /// <summary>Waits for the work in progress and releases everything of this accelerator.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        Context.Unregister(this);
        Memory.Close();
        DisposeAccelerator();
        GC.SuppressFinalize(this);
        Disposed?.Invoke(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    public override string ToString() => Device.ToString();

    internal bool HasOtherStreams
    {
        get
        {
            lock (_streams)
                return _streams.Count > 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CountLaunches(long count) => Interlocked.Add(ref _launchCount, count);

    internal abstract LoadedKernel Compile(KernelRequest request);

    /// <summary>Lets kernels be built together where that is faster; elsewhere they are built one by one.</summary>
    internal virtual IDisposable BeginBatch() => NoBatch.Instance;

    internal abstract nint AllocateDevice(long bytes);

    internal abstract void FreeDevice(nint handle);

    internal abstract void FillDevice(AcceleratorStream stream, nint handle, long offset, long bytes, byte value);

    internal abstract void CopyDeviceToDevice(
        AcceleratorStream stream, nint source, long sourceOffset, nint target, long targetOffset, long bytes);

    internal abstract unsafe void CopyHostToDevice(
        AcceleratorStream stream, void* source, nint target, long offset, long bytes, bool wait);

    internal abstract unsafe void CopyDeviceToHost(
        AcceleratorStream stream, nint source, long offset, void* target, long bytes, bool wait);

    /// <summary>Captures what the work enqueues on the stream.</summary>
    internal virtual LaunchGraph Capture(AcceleratorStream stream, Action work)
    {
        if (stream.Recording is not null)
            throw new InvalidOperationException("The stream is capturing already.");
        var graph = new RecordedGraph(this);
        stream.Recording = graph;
        try
        {
            work();
        }
        finally
        {
            stream.Recording = null;
        }
        return graph;
    }

    /// <summary>Lets the device reach host memory directly; false where that makes no difference.</summary>
    internal virtual unsafe bool PinHost(void* address, long bytes) => false;

    /// <summary>Undoes <see cref="PinHost"/>.</summary>
    internal virtual unsafe void UnpinHost(void* address)
    {
    }

    private protected abstract AcceleratorStream CreateStreamInternal();

    private protected abstract void DisposeAccelerator();

    private sealed class NoBatch : IDisposable
    {
        public static readonly NoBatch Instance = new();

        public void Dispose()
        {
        }
    }
}
