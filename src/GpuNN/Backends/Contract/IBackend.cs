namespace GpuNN.Backends;

/// <summary>A device as the tensor layer, or another library, drives it: memory, and computations on it. Everything but
/// <see cref="Download"/> and <see cref="Synchronize"/> may return before the work is done; work is done in the order in
/// which it was asked for. Implementations are thread-safe.</summary>
public interface IBackend : IDisposable
{
    /// <summary>The device's name, as <see cref="GpuNN.Device.Parse"/> takes it.</summary>
    string Name { get; }

    /// <summary>What the device is, for people.</summary>
    string Description { get; }

    /// <summary>How many computations the device itself has run (kernels launched, for an accelerator).</summary>
    long ExecutionCount { get; }

    /// <summary>Allocates memory, uncached and not cleared.</summary>
    /// <exception cref="OutOfDeviceMemoryException">The device has no room.</exception>
    DeviceBuffer Allocate(long bytes);

    /// <summary>Copies from the host. The source may be changed as soon as the call returns.</summary>
    void Upload(ReadOnlySpan<byte> source, DeviceBuffer destination, long offset);

    /// <summary>Waits for the work before it, then copies to the host.</summary>
    void Download(DeviceBuffer source, long offset, Span<byte> destination);

    /// <summary>Whether <see cref="Execute"/> would run this, and if not, why.</summary>
    Support Supports(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

    /// <summary>Whether running this again on the same numbers gives the same bits. A backend that lets the order of its
    /// threads decide the order of a sum says no.</summary>
    bool IsDeterministic(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => true;

    /// <summary>Computes the outputs from the inputs.</summary>
    /// <exception cref="UnsupportedOperatorException"><see cref="Supports"/> says no.</exception>
    void Execute(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

    /// <summary>Computes the outputs from the inputs if it can: <see cref="Supports"/> and <see cref="Execute"/> in one
    /// call, which a backend may answer with one look-up.</summary>
    Support TryExecute(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        Support support = Supports(primitive, inputs, outputs);
        if (support.IsSupported) Execute(primitive, inputs, outputs);
        return support;
    }

    /// <summary>Prepares computations on memory that stays, so that to ask for all of them again costs little; null where nothing is
    /// gained.</summary>
    IPreparedRun? Prepare(IReadOnlyList<PreparedComputation> computations) => null;

    /// <summary>Which variant would run and why, in a line or a few.</summary>
    string Explain(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

    /// <summary>Starts timing the queue by the device's own clock. The result, called once, waits for what was queued in
    /// between and says how long the device took from the mark to the end of it; null where the device has no clock of its
    /// own.</summary>
    Func<TimeSpan>? StartTimer() => null;

    /// <summary>Waits until all work is done. An error of a launch that has not been reported yet is thrown.</summary>
    void Synchronize();
}
