using GpuNN.Bench.Cases;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Suite;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Tests;

public class SuiteTests
{
    private static readonly MachineDescription Machine =
        new("Example", 1, "none", 1, CacheSizes.Assumed, 1 << 30, "none", "none");

    private static readonly TimingPlan Short = new(2, 0, 0, 2, 0, 0);

    [Fact]
    public void EveryCaseHasAFamilyAndAllSizesOccurInEachGroup()
    {
        foreach (IGrouping<string, SuiteCase> group in SuiteCase.ReadList().GroupBy(one => one.Case.Family))
            Assert.Equal(SuiteCase.Sizes.Order(), group.Select(one => one.Size).Distinct().Order());
    }

    [Fact]
    public void EveryCaseHasABudgetAndExactOperatorsHaveNone()
    {
        foreach (SuiteCase one in SuiteCase.ReadList()) Assert.InRange(one.Family.Budget(one.Case), 0, 0.05);
        foreach (string id in new[] { "transpose", "maxpool-forward" })
        {
            SuiteCase one = SuiteCase.ReadList().First(one => one.Case.Family == id);
            Assert.Equal(0, one.Family.Budget(one.Case));
        }
    }

    [Fact]
    public void EveryPassAddsTurnsToEachRow()
    {
        int announced = 0;
        BenchmarkRow row = RunOne("{\"id\": \"gemm/17x19x23\", \"size\": \"small\", \"m\": 17, \"n\": 19, \"k\": 23}", Short with { Passes = 3, TurnSeconds = 0.01 }, () => announced++);
        Assert.Equal(3, announced);
        Assert.True(row.Samples >= 3 * Short.Rounds, $"{row.Samples} samples");
        Assert.Equal(0, row.DeviceMs);
    }

    [SkippableFact]
    public void ADeviceWithAClockOfItsOwnIsTimedByItToo()
    {
        Skip.IfNot(Device.Enumerate().Any(device => device.Name == "opencl:0" && device.UnavailableReason is null), "no OpenCL device here");
        BenchmarkRow row = RunOne("{\"id\": \"gemm/64x64x64\", \"size\": \"small\", \"m\": 64, \"n\": 64, \"k\": 64}", device: "opencl:0");
        Assert.True(row.IsTimed && row.DeviceMs > 0, row.Note);
    }

    [Fact]
    public void ACaseWithoutASizeIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => SuiteCase.ReadList("[{\"id\": \"gemm/x\", \"size\": \"huge\"}]"));
        Assert.Throws<InvalidDataException>(() => SuiteCase.ReadList("[{\"id\": \"unknown/x\", \"size\": \"small\"}]"));
    }

    [Theory]
    [InlineData(10, 1, new[] { 9 })]
    [InlineData(10, 2, new[] { 0, 9 })]
    [InlineData(10, 4, new[] { 0, 3, 6, 9 })]
    [InlineData(3, 3, new[] { 0, 1, 2 })]
    public void SampledRowsSpreadOverTheWholeRange(int count, int wanted, int[] expected) =>
        Assert.Equal(expected, ReferenceCheck.SampleRows(count, wanted));

    [Fact]
    public void GatheredRowsKeepTheirShape()
    {
        HostTensor rows = ReferenceCheck.Gather(new HostTensor("x", [3, 2], [1f, 2, 3, 4, 5, 6]), [2, 0]);
        Assert.Equal([2, 2], rows.Shape);
        Assert.Equal([5f, 6, 1, 2], rows.Floats!);
    }

    [Fact]
    public void AProductIsCheckedInFullAndTimed()
    {
        BenchmarkRow row = RunOne("{\"id\": \"gemm/17x19x23\", \"size\": \"small\", \"m\": 17, \"n\": 19, \"k\": 23}");
        Assert.Equal("", row.Note);
        Assert.True(row.Checked && row.IsTimed);
        Assert.InRange(row.UsedBudget, 0, 1);
        Assert.Equal(2.0 * 17 * 19 * 23, row.Flops);
    }

    [Fact]
    public void ALargeProductIsCheckedAtSampledRows()
    {
        BenchmarkRow row = RunOne("{\"id\": \"gemm/512x256x256\", \"size\": \"large\", \"m\": 512, \"n\": 256, \"k\": 256}");
        Assert.True(row.Checked);
        Assert.Contains("rows checked", row.Note);
    }

    [Fact]
    public void GradientsAreCheckedToo()
    {
        BenchmarkRow row = RunOne("{\"id\": \"gemm-backward/9x8x7\", \"size\": \"small\", \"m\": 9, \"n\": 8, \"k\": 7}");
        Assert.True(row.Checked, row.Note);
        Assert.Equal("backward", row.Direction);
    }

    [Fact]
    public void AWrongResultIsNamedAndNotTimed()
    {
        SuiteCase one = SuiteCase.ReadList("[{\"id\": \"gemm/8x8x8\", \"size\": \"small\", \"m\": 8, \"n\": 8, \"k\": 8}]")[0];
        var inputs = new CaseInputs(one.Case.Id);
        one.Family.Fill(one.Case, inputs);
        var check = new ReferenceCheck(one, inputs);
        Assert.False(check.Check([new HostTensor("c", [8, 8], new float[64])]).Agrees);
        using IOurCase right = one.Family.Prepare(one.Case, new CaseTensors(Device.Cpu, inputs));
        IReadOnlyList<HostTensor> outputs = right.Outputs();
        Assert.True(check.Check(outputs).Agrees);
        outputs[0].Floats![63] += 0.01f;
        Assert.False(check.Check(outputs).Agrees);
    }

    [Fact]
    public void ADeviceThatDoesNotExistIsAnError()
    {
        var selection = new SuiteSelection(["no-such-device"], null, [], false);
        Assert.Throws<ArgumentException>(() => selection.Devices(TextWriter.Null));
        Assert.Throws<ArgumentException>(() => new SuiteSelection([], "no such case", [], false).Cases());
    }

    [Fact]
    public void QuickLeavesTheLargeSizesOut() =>
        Assert.DoesNotContain(new SuiteSelection([], null, [], true).Cases(), one => one.Size == "large");

    [Fact]
    public void EverySweepDescribesCasesThatFamiliesKnow()
    {
        foreach (Sweep sweep in Sweep.All)
        {
            foreach (SuiteCase one in sweep.Cases([sweep.DefaultSizes[0]]))
            {
                var inputs = new CaseInputs(one.Case.Id);
                one.Family.Fill(one.Case, inputs);
                Assert.True(one.Family.Work(one.Case, inputs).Bytes > 0, one.Case.Id);
            }
        }
    }

    private static BenchmarkRow RunOne(string json, TimingPlan? plan = null, Action? begun = null, string device = "cpu")
    {
        var bandwidth = new MemoryBandwidth(1e10, 1e10, 1e10, 1e10, 1e10);
        var limits = new MachineLimits(1, 1e11, [new MemoryLevel("memory", long.MaxValue, bandwidth)]);
        DeviceUnderTest tested = DeviceUnderTest.Open(new DeviceInformation(device, "cpu-", 1), Machine, limits);
        return new SuiteRunner([tested], CacheSizes.Assumed, plan ?? Short).Run(SuiteCase.ReadList($"[{json}]"), _ => begun?.Invoke())[0];
    }
}
