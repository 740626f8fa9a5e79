using System.Reflection;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Runs primitives as hand-written kernels on an accelerator. All work goes through one ordered queue and returns
/// before it is done. Thread-safe: operators are queued one at a time.</summary>
internal sealed partial class GpuBackend : IBackend, IKernelSource
{
    private static readonly PrimitiveTable<GpuBackend> Table = CreateTable();

    private readonly Lock _lock = new();
    private readonly LaunchJournal _journal;
    private readonly GpuWorkspace _workspace;
    private readonly Tuner _tuner;
    private readonly bool _synchronizesEachOperator = Environment.GetEnvironmentVariable("GPUNN_SYNC") == "1";

    /// <summary>A backend that owns its accelerator.</summary>
    public GpuBackend(string name, Accelerator accelerator, ILaunchProgress? progress = null)
    {
        Name = name;
        Kernels = new KernelSet(accelerator);
        HasFloat64 = AcceleratorAbilities.HasFloat64(accelerator);
        Kind = accelerator.AcceleratorType == AcceleratorType.CPU ? DeviceKind.Clr
            : AcceleratorAbilities.IsGpu(accelerator) ? DeviceKind.Gpu
            : DeviceKind.OpenClProcessor;
        _workspace = new GpuWorkspace(accelerator);
        _journal = new LaunchJournal(progress ?? new LaunchProgress(Kernels.Stream));
        _tuner = new Tuner(this, TuningStore.Of(accelerator), new TrialRunner(this));
    }

    public string Name { get; }

    public string Description => Accelerator.Name;

    public long ExecutionCount => Kernels.Launches;

    public string PtxCompiler => PtxCompilation.Compiler;

    public IReadOnlyList<KernelLaunches> Launched =>
    [
        .. Kernels.Uses.Where(static use => use.Launches > 0)
            .GroupBy(static use => use.Method)
            .Select(static uses => new KernelLaunches(KernelName.Of(uses.Key), uses.Key, uses.Sum(static use => use.Launches))),
    ];

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
                throw Failure(nameof(Upload), exception);
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
            }
            catch (AcceleratorException exception)
            {
                throw Failure(nameof(Download), exception);
            }

            ThrowIfFailed();
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
            try
            {
                using Candidate.Release chosen = Chosen(primitive, inputs, outputs);
                Watch(ILaunchObserver.Current);
                Table.Execute(this, primitive, inputs, outputs);
                _journal.Add(primitive.Name);
                if (!_synchronizesEachOperator) return;
                Kernels.Stream.Synchronize();
            }
            catch (Exception exception) when (exception is not GpuNNException)
            {
                throw LaunchFailure(primitive.Name, exception);
            }

            ThrowIfFailed();
        }
    }

    public string Explain(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (!Autotuning.IsEnabled || !Candidates.Has(primitive)) return ExplainUntuned(primitive, inputs, outputs);
        lock (_lock)
        {
            TunedChoice? known = _tuner.Known(primitive, inputs, outputs);
            if (known is null) return $"{ExplainUntuned(primitive, inputs, outputs)}; not tuned yet";
            using Candidate.Release tuned = known.Candidate.Force(known.Reason);
            string text = ExplainUntuned(primitive, inputs, outputs);
            return known.Candidate.Name == Candidate.BuiltIn.Name ? $"{text}; {known.Reason}" : text;
        }
    }

    /// <summary>Which variant would run, and why, with what is in force on this thread.</summary>
    public string ExplainUntuned(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
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

    public string CompileToPtx(MethodInfo kernel) => PtxCompilation.Compile(kernel);

    public void Synchronize()
    {
        lock (_lock)
        {
            try
            {
                Kernels.Stream.Synchronize();
            }
            catch (AcceleratorException exception)
            {
                throw Failure(nameof(Synchronize), exception);
            }

            ThrowIfFailed();
        }
    }

    public void Dispose()
    {
        _journal.Dispose();
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

    /// <summary>Queues a primitive with a candidate in force, for the tuner.</summary>
    public void Queue(Candidate candidate, Primitive primitive, BufferView[] inputs, BufferView[] outputs)
    {
        using Candidate.Release forced = candidate.Force("the tuner tries it");
        Table.Execute(this, primitive, inputs, outputs);
    }

    /// <summary>Puts the variant of a trial in force, or the measured choice, after measuring it where that was not done; nothing
    /// where the strategies choose.</summary>
    private Candidate.Release Chosen(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (!Candidates.Has(primitive)) return default;
        if (VariantTrial.Current is { } trial)
        {
            Candidate[] candidates = [.. Candidates.For(this, primitive, inputs, outputs)];
            return trial.Choose(primitive.Name, Array.ConvertAll(candidates, static one => one.Name)) is { } number
                ? candidates[number].Force("a trial runs it")
                : default;
        }

        if (!Autotuning.IsEnabled) return default;
        Watch(null);
        TunedChoice choice = _tuner.Choose(primitive, inputs, outputs);
        return choice.Candidate.Force(choice.Reason);
    }

    /// <summary>Tells the observer of the code that runs now, and nobody else's, of the kernels launched for it.</summary>
    private void Watch(ILaunchObserver? observer)
    {
        if (observer is not null) Tell(observer);
        else if (Kernels.Launching is not null) Kernels.Launching = Kernels.Launched = null;
    }

    private void Tell(ILaunchObserver observer)
    {
        Kernels.Launching = kernel => observer.Launching(Name, KernelName.Of(kernel));
        Kernels.Launched = kernel => observer.Launched(Name, KernelName.Of(kernel), Kernels.Stream.Synchronize);
    }

    /// <summary>A launch that was refused: by its own fault, or since something queued before it had failed, which drivers report
    /// by the next call.</summary>
    private LaunchException LaunchFailure(string operatorName, Exception exception)
    {
        try
        {
            Kernels.Stream.Synchronize();
        }
        catch (AcceleratorException earlier)
        {
            return Failure(operatorName, earlier);
        }

        if (_journal.Failure is not null) return Failure(operatorName, exception);
        return new LaunchException(operatorName, null, $"{exception.Message} on {Name}", "a launch", exception);
    }

    /// <summary>What failed without the driver's saying so when it was waited for.</summary>
    private void ThrowIfFailed()
    {
        if (_journal.Failure is not null) throw Failure(nameof(Synchronize), null);
    }

    /// <summary>A failure that was found in some call, at the operator that caused it.</summary>
    private LaunchException Failure(string call, Exception? exception)
    {
        string message = exception?.Message ?? $"{_journal.Failure}";
        string? culprit = _journal.FirstUnfinished;
        string suspects = culprit is null && _journal.LastOnes is { Length: > 0 } names ? $", queued by one of {names}" : "";
        _journal.Reset();
        return new LaunchException(
            culprit ?? call, null, $"{message} on {Name}{suspects}",
            suspects.Length == 0 ? "a launch" : "no error; GPUNN_SYNC=1 reports it at the operator", exception);
    }
}
