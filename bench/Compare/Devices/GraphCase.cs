using GpuNN.Bench.Cases;
using GpuNN.Jit;
using GpuNN.Jit.Extensions;

namespace GpuNN.Bench.Compare.Devices;

/// <summary>A case whose launches are captured once and then queued by a single call, as PyTorch's are by its graphs. The calls
/// before fill the allocator's cache, since nothing may be allocated during a capture.</summary>
internal sealed class GraphCase(IOurCase inner, Accelerator accelerator) : IOurCase
{
    private const int CallsBefore = 2;

    private LaunchGraph? _graph;

    public void Run()
    {
        _graph ??= Capture();
        _graph.Launch(accelerator.DefaultStream);
    }

    public void Synchronize() => inner.Synchronize();

    public IReadOnlyList<HostTensor> Outputs() => inner.Outputs();

    public void Dispose()
    {
        _graph?.Dispose();
        inner.Dispose();
    }

    private LaunchGraph Capture()
    {
        for (int call = 0; call < CallsBefore; call++) inner.Run();
        inner.Synchronize();
        return accelerator.DefaultStream.Capture(inner.Run);
    }
}
