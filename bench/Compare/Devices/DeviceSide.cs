using GpuNN.Backends.Gpu;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare.Devices;

/// <summary>An accelerator, timed by its own events.</summary>
internal sealed class DeviceSide(Device device) : IOurSide
{
    public IOurCase Load(CaseFamily family, BenchmarkCase one, CaseInputs inputs, int threads)
    {
        var tensors = new CaseTensors(device, inputs, one.Type);
        try
        {
            IOurCase prepared = family.Prepare(one, tensors);
            return one.AllowsTensorFloat ? new TensorFloatCase(prepared) : prepared;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    public IContender Contend(IOurCase one) => device.Backend is GpuBackend backend
        ? new DeviceContender("ours", one.Run, backend.Accelerator)
        : new ActionContender("ours", one.Run, one.Synchronize);
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
