using GpuNN.Backends;
using GpuNN.Verification;

namespace GpuNN.Tests.Ambient;

public sealed class DeterminismTests
{
    private static readonly Device Careless = OpenCareless();

    [Fact]
    public void An_operator_that_is_not_deterministic_is_refused_where_it_is_demanded()
    {
        Tensor x = Tensor.Ones([3], device: Careless), row = Tensor.From([0L, 1], [2], Careless);
        Tensor doubled = x + x;
        using (Determinism.Require())
        {
            Assert.True(Determinism.IsRequired);
            Assert.Equal([2f, 2, 2], (x + x).ToArray<float>());
            var exception = Assert.Throws<UnsupportedOperatorException>(() => x.IndexSelect(0, row));
            Assert.Equal(nameof(Operators.IndexSelect), exception.Operator);
            Assert.Contains("careless", exception.Message, StringComparison.Ordinal);
        }

        Assert.False(Determinism.IsRequired);
        Assert.Equal([1f, 1], x.IndexSelect(0, row).ToArray<float>());
        Assert.Equal([2f, 2, 2], doubled.ToArray<float>());
    }

    [Fact]
    public void Every_operator_declares_it() =>
        Assert.Empty(OperatorRegistry.Entries.Where(entry => !entry.IsDeterministic).Select(entry => entry.Name));

    private static Device OpenCareless()
    {
        Device.Register(new CarelessDevices());
        return Device.Parse("careless");
    }

    private sealed class CarelessDevices : IDeviceProvider
    {
        public IEnumerable<DeviceInformation> Enumerate() => [new("careless", "for a test", Priority: 0)];

        public IBackend? Open(string name) => name == "careless" ? new CarelessBackend(Device.Reference.Backend) : null;
    }

    /// <summary>The reference, but for saying that its selection of rows is not deterministic.</summary>
    private sealed class CarelessBackend(IBackend inner) : IBackend
    {
        public string Name => "careless";

        public string Description => inner.Description;

        public long ExecutionCount => inner.ExecutionCount;

        public DeviceBuffer Allocate(long bytes) => inner.Allocate(bytes);

        public void Upload(ReadOnlySpan<byte> source, DeviceBuffer destination, long offset) => inner.Upload(source, destination, offset);

        public void Download(DeviceBuffer source, long offset, Span<byte> destination) => inner.Download(source, offset, destination);

        public Support Supports(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
            inner.Supports(primitive, inputs, outputs);

        public bool IsDeterministic(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
            primitive is not IndexSelectPrimitive;

        public void Execute(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
            inner.Execute(primitive, inputs, outputs);

        public string Explain(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
            inner.Explain(primitive, inputs, outputs);

        public void Synchronize() => inner.Synchronize();

        public void Dispose()
        {
        }
    }
}
