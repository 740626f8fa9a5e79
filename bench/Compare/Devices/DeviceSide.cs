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
            return family.Prepare(one, tensors);
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
