namespace GpuNN.Backends;

/// <summary>What backends on the host's memory share: everything is done when a call returns.</summary>
internal abstract class HostBackend : IBackend
{
    private long _executions;

    public abstract string Name { get; }

    public abstract string Description { get; }

    public long ExecutionCount => Interlocked.Read(ref _executions);

    public DeviceBuffer Allocate(long bytes) => new HostBuffer(bytes);

    public unsafe void Upload(ReadOnlySpan<byte> source, DeviceBuffer destination, long offset) =>
        source.CopyTo(new Span<byte>((byte*)destination.HostAddress + offset, source.Length));

    public unsafe void Download(DeviceBuffer source, long offset, Span<byte> destination) =>
        new ReadOnlySpan<byte>((byte*)source.HostAddress + offset, destination.Length).CopyTo(destination);

    public abstract Support Supports(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

    public void Execute(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        Support support = TryExecute(primitive, inputs, outputs);
        if (!support.IsSupported)
            throw new UnsupportedOperatorException(primitive.Name, null, $"no implementation on {Name}: {support.Reason}", "one");
    }

    public Support TryExecute(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        Support support = TryRun(primitive, inputs, outputs);
        if (support.IsSupported) Interlocked.Increment(ref _executions);
        return support;
    }

    public abstract string Explain(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);

    public void Synchronize()
    {
    }

    public void Dispose()
    {
    }

    /// <summary>Computes the outputs, or says why it cannot.</summary>
    protected abstract Support TryRun(
        Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs);
}
