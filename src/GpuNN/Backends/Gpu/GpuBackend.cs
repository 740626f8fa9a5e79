using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Runs primitives as hand-written kernels on an accelerator. All work goes through one ordered queue and returns
/// before it is done. Thread-safe: operators are queued one at a time.</summary>
internal sealed partial class GpuBackend : IBackend
{
    private const int RememberedOperators = 8;

    private static readonly PrimitiveTable<GpuBackend> Table = CreateTable();

    private readonly Lock _lock = new();
    private readonly Queue<string> _queued = new();
    private readonly GpuWorkspace _workspace;
    private readonly bool _synchronizesEachOperator = Environment.GetEnvironmentVariable("GPUNN_SYNC") == "1";

    /// <summary>A backend that owns its accelerator.</summary>
    public GpuBackend(string name, Accelerator accelerator)
    {
        Name = name;
        Kernels = new KernelSet(accelerator);
        HasFloat64 = AcceleratorAbilities.HasFloat64(accelerator);
        Kind = accelerator.AcceleratorType == AcceleratorType.CPU ? DeviceKind.Clr
            : AcceleratorAbilities.IsGpu(accelerator) ? DeviceKind.Gpu
            : DeviceKind.OpenClProcessor;
        _workspace = new GpuWorkspace(accelerator);
    }

    public string Name { get; }

    public string Description => Accelerator.Name;

    public long ExecutionCount => Kernels.Launches;

    /// <summary>How often memory was copied from or to the host.</summary>
    public long TransferCount { get; private set; }

    /// <summary>The primitives that have kernels.</summary>
    public static IReadOnlyCollection<Type> Primitives => Table.Primitives;

    /// <summary>The kernels and the queue.</summary>
    public KernelSet Kernels { get; }

    public Accelerator Accelerator => Kernels.Accelerator;

    /// <summary>Whether kernels may compute in float64.</summary>
    public bool HasFloat64 { get; }

    /// <summary>What kind of device it is.</summary>
    public DeviceKind Kind { get; }

    public DeviceBuffer Allocate(long bytes)
    {
        try
        {
            return new GpuBuffer(Accelerator, bytes);
        }
        catch (AcceleratorException exception)
        {
            throw new OutOfDeviceMemoryException(
                nameof(Allocate), null, $"a request for {bytes} bytes on {Name}: {exception.Message}", "room in its memory", exception);
        }
    }

    public void Upload(ReadOnlySpan<byte> source, DeviceBuffer destination, long offset)
    {
        if (source.IsEmpty) return;
        lock (_lock)
        {
            TransferCount++;
            try
            {
                ((GpuBuffer)destination).Bytes1D.SubView(offset, source.Length).CopyFromCPU(Kernels.Stream, source);
            }
            catch (AcceleratorException exception)
            {
                throw Failure(exception);
            }
        }
    }

    public void Download(DeviceBuffer source, long offset, Span<byte> destination)
    {
        if (destination.IsEmpty) return;
        lock (_lock)
        {
            TransferCount++;
            try
            {
                ((GpuBuffer)source).Bytes1D.SubView(offset, destination.Length).CopyToCPU(Kernels.Stream, destination);
                _queued.Clear();
            }
            catch (AcceleratorException exception)
            {
                throw Failure(exception);
            }
        }
    }

    public Support Supports(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Table.Supports(this, primitive, inputs, outputs);

    /// <summary>Only adding by index has a variant that is not, and does without it where determinism is demanded.</summary>
    public bool IsDeterministic(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        AddByIndexOperator.Choose(this, primitive, inputs, outputs)?.IsDeterministic ?? true;

    public void Execute(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        lock (_lock)
        {
            if (_queued.Count == RememberedOperators) _queued.Dequeue();
            _queued.Enqueue(primitive.Name);
            Watch(ILaunchObserver.Current);
            try
            {
                Table.Execute(this, primitive, inputs, outputs);
                if (_synchronizesEachOperator) Kernels.Stream.Synchronize();
            }
            catch (Exception exception) when (exception is not GpuNNException)
            {
                throw new LaunchException(primitive.Name, null, $"{exception.Message} on {Name}", "a launch", exception);
            }
        }
    }

    public string Explain(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Table.Explain(this, primitive, inputs, outputs);

    public Func<TimeSpan>? StartTimer()
    {
        // Kernels on the CLR run on this process's threads, by the host's clock.
        if (Kind == DeviceKind.Clr) return null;
        Func<TimeSpan> stop;
        lock (_lock) stop = GpuTimer.Start(Kernels.Stream);
        return () =>
        {
            lock (_lock) return stop();
        };
    }

    public void Synchronize()
    {
        lock (_lock)
        {
            try
            {
                Kernels.Stream.Synchronize();
                _queued.Clear();
            }
            catch (AcceleratorException exception)
            {
                throw Failure(exception);
            }
        }
    }

    public void Dispose()
    {
        _workspace.Dispose();
        Accelerator.Dispose();
    }

    /// <summary>Memory until <see cref="Return(List{GpuBuffer})"/>; call it in an operator only.</summary>
    public BufferView RentView(DType dtype, in Shape shape, List<GpuBuffer> rented)
    {
        GpuBuffer buffer = _workspace.Rent(shape.Count * dtype.Size());
        rented.Add(buffer);
        return new BufferView(buffer, dtype, shape);
    }

    /// <summary>Gives rented memory back once the operator is queued.</summary>
    public void Return(List<GpuBuffer> rented)
    {
        foreach (GpuBuffer buffer in rented) _workspace.Return(buffer);
        rented.Clear();
    }

    /// <summary>Tells the observer of the code that runs now, and nobody else's, of the kernels launched for it.</summary>
    private void Watch(ILaunchObserver? observer)
    {
        if (observer is null)
        {
            if (Kernels.Launching is not null) Kernels.Launching = Kernels.Launched = null;
            return;
        }

        Kernels.Launching = kernel => observer.Launching(Name, KernelName.Of(kernel));
        Kernels.Launched = kernel => observer.Launched(Name, KernelName.Of(kernel), Kernels.Stream.Synchronize);
    }

    private LaunchException Failure(AcceleratorException exception)
    {
        string suspects = _queued.Count == 0 ? "a transfer" : string.Join(", ", _queued);
        string last = _queued.Count == 0 ? nameof(Synchronize) : _queued.Last();
        _queued.Clear();
        return new LaunchException(
            last, null, $"{exception.Message} on {Name}, queued by one of {suspects}",
            "no error; GPUNN_SYNC=1 reports it at the operator", exception);
    }
}
