using BenchmarkDotNet.Attributes;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Suite;

namespace GpuNN.Bench.Micro;

/// <summary>The small and medium cases of one chapter of the default run, on the default device, with allocations counted.</summary>
[MemoryDiagnoser]
public abstract class CaseBenchmarks(string group)
{
    private IOurCase? _case;

    public IEnumerable<string> Ids => SuiteCase.ReadList()
        .Where(one => one.Size != "large" && one.Family.Group == group)
        .Select(one => one.Case.Id);

    [ParamsSource(nameof(Ids))]
    public string Id { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        SuiteCase one = SuiteCase.ReadList().Single(candidate => candidate.Case.Id == Id);
        var inputs = new CaseInputs(Id);
        one.Family.Fill(one.Case, inputs);
        _case = one.Family.Prepare(one.Case, new CaseTensors(Device.Default, inputs));
    }

    [Benchmark]
    public void Run()
    {
        _case!.Run();
        _case.Synchronize();
    }

    [GlobalCleanup]
    public void Release() => _case?.Dispose();
}
