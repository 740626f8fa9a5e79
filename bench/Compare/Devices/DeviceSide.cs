using GpuNN.Backends.Gpu;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare.Devices;

/// <summary>An accelerator, timed by its own events.</summary>
/// <param name="device">The accelerator.</param>
/// <param name="isCold">Whether the cache is flushed before every timed call.</param>
internal sealed class DeviceSide(Device device, bool isCold = false) : IOurSide, IDisposable
{
    private readonly CacheFlush? _flush = !isCold ? null
        : device.Backend is GpuBackend backend ? new CacheFlush(backend.Accelerator)
        : throw new ArgumentException($"The cache of {device} cannot be flushed: it is no accelerator.");

    public IOurCase Load(CaseFamily family, BenchmarkCase one, CaseInputs inputs, int threads)
    {
        var tensors = new CaseTensors(device, inputs, one.Type);
        try
        {
            IOurCase prepared = family.Prepare(one, tensors);
            if (one.IsCaptured && device.Backend is GpuBackend backend) prepared = new GraphCase(prepared, backend.Accelerator);
            return one.AllowsTensorFloat ? new TensorFloatCase(prepared) : prepared;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    public IContender Contend(IOurCase one) => device.Backend is GpuBackend backend
        ? new DeviceContender("ours", one.Run, backend.Accelerator, _flush)
        : new ActionContender("ours", one.Run, one.Synchronize);

    public void Dispose() => _flush?.Dispose();
}

/// <summary>A case during which float32 products may be rounded to TF32.</summary>
internal sealed class TensorFloatCase(IOurCase inner) : IOurCase
{
    private readonly IDisposable _permission = TensorFloat.Allow();

    public void Run() => inner.Run();

    public void Synchronize() => inner.Synchronize();

    public IReadOnlyList<HostTensor> Outputs() => inner.Outputs();

    public void Dispose()
    {
        _permission.Dispose();
        inner.Dispose();
    }
}
