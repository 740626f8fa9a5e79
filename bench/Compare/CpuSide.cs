using GpuNN.Backends.Cpu;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare;

/// <summary>The CPU backend at a number of threads.</summary>
internal sealed class CpuSide : IOurSide
{
    public IOurCase Load(CaseFamily family, BenchmarkCase one, CaseInputs inputs, int threads)
    {
        CpuThreading.ThreadCount = threads;
        var tensors = new CaseTensors(Device.Cpu, inputs, one.Type);
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

    public IContender Contend(IOurCase one) => new ActionContender("ours", one.Run, one.Synchronize);
}
