namespace GpuNN.Backends.Shapes;

/// <summary>Allocates nothing and computes nothing: what is left of an operator is its checks and the type and shape of its
/// result, which so need no second list of rules.</summary>
internal sealed class ShapeBackend : IBackend
{
    public string Name => "shapes";

    public string Description => "types and shapes alone: nothing is allocated or computed";

    public long ExecutionCount => 0;

    public DeviceBuffer Allocate(long bytes) => new ShapeBuffer(bytes);

    public void Upload(ReadOnlySpan<byte> source, DeviceBuffer destination, long offset)
    {
    }

    public void Download(DeviceBuffer source, long offset, Span<byte> destination) => throw new UnsupportedOperatorException(
        nameof(Download), null, $"a tensor on {Name}, which holds no numbers", "one on a device that computes");

    public Support Supports(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => Support.Yes;

    public void Execute(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
    }

    public string Explain(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => Description;

    public void Synchronize()
    {
    }

    public void Dispose()
    {
    }
}
