using GpuNN.Bench.Cases;
using GpuNN.Bench.Commands;
using GpuNN.Bench.Compare;
using GpuNN.Bench.Compare.Devices;
using GpuNN.Bench.Compare.Peers;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;
using GpuNN.Jit;

namespace GpuNN.Bench.Tests;

/// <summary>The comparison of an accelerator with PyTorch, as far as it goes without a GPU.</summary>
public class DeviceComparisonTests
{
    [Theory]
    [InlineData("cuda-cases.json", 45)]
    [InlineData("cuda-cases-small.json", 20)]
    public void CaseListsHaveFamiliesTargetsAndPrecisions(string file, int atLeast)
    {
        IReadOnlyList<BenchmarkCase> cases = Read(file);
        Assert.True(cases.Count >= atLeast, $"{cases.Count} cases");
        Assert.All(cases, one =>
        {
            Assert.Equal("torch", one.Peer);
            Assert.True(one.Target > 0, one.Id);
            Assert.NotNull(CaseFamilies.For(one));
            Assert.Equal(one.Id.Contains("float16", StringComparison.Ordinal), one.Type != DType.Float32);
            Assert.Equal(one.Id.Contains("tf32", StringComparison.Ordinal), one.AllowsTensorFloat);
        });
        Assert.Contains(cases, one => one.Type == DType.BFloat16);
        Assert.Contains(cases, one => one.AllowsTensorFloat);
    }

    [Fact]
    public void SmallCasesCanBeFilled()
    {
        foreach (BenchmarkCase one in Read("cuda-cases-small.json"))
        {
            var inputs = new CaseInputs(one.Id);
            CaseFamilies.For(one).Fill(one, inputs);
            Assert.True(CaseFamilies.For(one).Work(one, inputs).Bytes > 0, one.Id);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(", \"type\": \"bfloat16\"", 2.0 / 256)]
    [InlineData(", \"type\": \"float16\"", 2.0 / 2048)]
    [InlineData(", \"tf32\": true", 4.0 / 2048)]
    public void RoundingAddsToTheBudget(string fields, double budget) =>
        Assert.Equal(budget, BenchmarkCase.ReadList($"[{{\"id\": \"gemm/x\"{fields}}}]")[0].RoundingBudget);

    [Fact]
    public void AnUnknownTypeIsRefused()
    {
        BenchmarkCase one = BenchmarkCase.ReadList("[{\"id\": \"gemm/x\", \"type\": \"int4\"}]")[0];
        Assert.Contains("int4", Assert.Throws<InvalidDataException>(() => one.Type).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAcceleratorsSideComputesInTheTypeOfTheCase()
    {
        BenchmarkCase one = BenchmarkCase.ReadList(
            "[{\"id\": \"gemm/8x8x8-bfloat16\", \"type\": \"bfloat16\", \"peer\": \"torch\", \"m\": 8, \"n\": 8, \"k\": 8}]")[0];
        var inputs = new CaseInputs(one.Id);
        CaseFamilies.For(one).Fill(one, inputs);
        var side = new DeviceSide(Device.Parse("jit-cpu"));
        using IOurCase ours = side.Load(CaseFamilies.For(one), one, inputs, 1);
        float[] found = ours.Outputs()[0].Floats!;
        Assert.All(found, x => Assert.Equal((float)(BFloat16)x, x));
        double exact = 0;
        for (int k = 0; k < 8; k++) exact += (double)(float)(BFloat16)inputs["a"].Floats![k] * (float)(BFloat16)inputs["b"].Floats![k * 8];
        Assert.Equal(exact, found[0], Math.Abs(exact) / 256);
    }

    [Fact]
    public void ACaseThatAllowsTF32AllowsItUntilItIsDisposed()
    {
        BenchmarkCase one = BenchmarkCase.ReadList("[{\"id\": \"gemm/8x8x8-tf32\", \"tf32\": true, \"m\": 8, \"n\": 8, \"k\": 8}]")[0];
        var inputs = new CaseInputs(one.Id);
        CaseFamilies.For(one).Fill(one, inputs);
        using (new DeviceSide(Device.Parse("jit-cpu")).Load(CaseFamilies.For(one), one, inputs, 1)) Assert.True(TensorFloat.IsAllowed);
        Assert.False(TensorFloat.IsAllowed);
    }

    [Fact]
    public void AnAcceleratorIsTimedByItsOwnMarkers()
    {
        using Context context = Context.Create(builder => builder.CPU());
        using Accelerator accelerator = context.CreateCPUAccelerator(0);
        var contender = new DeviceContender("ours", () => Thread.Sleep(2), accelerator);
        contender.WarmUp(TimingPlan.Quick with { WarmUpCalls = 2, WarmUpSeconds = 0, WarmUpLimitSeconds = 0 });
        Assert.All(contender.Turn(0.01), seconds => Assert.True(seconds >= 0.0015, $"{seconds} s"));
    }

    [Fact]
    public void ACapturedCaseComputesAgainWhatItComputed()
    {
        BenchmarkCase one = BenchmarkCase.ReadList("[{\"id\": \"gemm/8x8x8-graph\", \"graph\": true, \"m\": 8, \"n\": 8, \"k\": 8}]")[0];
        Assert.True(one.IsCaptured);
        var inputs = new CaseInputs(one.Id);
        CaseFamilies.For(one).Fill(one, inputs);
        using var side = new DeviceSide(Device.Parse("jit-cpu"));
        using IOurCase ours = side.Load(CaseFamilies.For(one), one, inputs, 1);
        Assert.IsType<GraphCase>(ours);
        float[] before = ours.Outputs()[0].Floats!;
        long launches = Device.Parse("jit-cpu").Backend.ExecutionCount;
        for (int call = 0; call < 5; call++) ours.Run();
        ours.Synchronize();
        Assert.Equal(before, ours.Outputs()[0].Floats!);
        Assert.True(Device.Parse("jit-cpu").Backend.ExecutionCount > launches);
    }

    [Fact]
    public void AColdCallIsTimedByItselfBehindAFlush()
    {
        using Context context = Context.Create(builder => builder.CPU());
        using Accelerator accelerator = context.CreateCPUAccelerator(0);
        using var flush = new CacheFlush(accelerator);
        int calls = 0;
        var contender = new DeviceContender("ours", () => calls++, accelerator, flush);
        contender.WarmUp(TimingPlan.Quick with { WarmUpCalls = 2, WarmUpSeconds = 0, WarmUpLimitSeconds = 0 });
        calls = 0;
        int samples = contender.Turn(0.05).Count;
        // One call that does not count, then one for each sample, however short it is.
        Assert.Equal(1 + samples, calls);
        Assert.Throws<ArgumentException>(() => new DeviceSide(Device.Cpu, isCold: true));
    }

    [Theory]
    [InlineData("out-of-memory", "jit-cpu", 0)]
    [InlineData("illegal-address", "jit-cpu:checked", 0)]
    public void FaultsAreReportedAndSurvived(string kind, string device, int code) =>
        Assert.Equal(code, FaultsCommand.Create().Parse([kind, "--device", device]).Invoke());

    [Fact]
    public void RowsAreHandedOverAfterEachCaseSoThatAnInterruptedRunKeepsThem()
    {
        const string Gemm = "\"peer\": \"torch\", \"m\": 8, \"n\": 8, \"k\": 8}";
        IReadOnlyList<BenchmarkCase> cases = BenchmarkCase.ReadList($"[{{\"id\": \"gemm/a\", {Gemm}, {{\"id\": \"gemm/b\", {Gemm}]");
        using var peers = new PeerSet("no-such-interpreter", TextWriter.Null, "cuda:0");
        using var side = new DeviceSide(Device.Parse("jit-cpu"));
        var limits = new MachineLimits(1, 1e12, [new MemoryLevel("memory", long.MaxValue, new MemoryBandwidth(1e9, 1e9, 1e9, 1e9, 1e9))]);
        var plan = TimingPlan.Quick with { WarmUpCalls = 1, WarmUpSeconds = 0, Rounds = 1, TurnSeconds = 0 };
        var handed = new List<string[]>();
        IReadOnlyList<CompareRow> rows = new CompareRunner(peers, new Dictionary<int, MachineLimits> { [1] = limits }, side, plan)
            .Run(cases, _ => { }, soFar => handed.Add([.. soFar.Where(row => row.OursMs > 0).Select(row => row.Id)]));
        Assert.Equal([["gemm/a"], ["gemm/a", "gemm/b"]], handed);
        Assert.All(rows, row => Assert.Contains("torch", row.Note, StringComparison.Ordinal));
        Assert.Equal("2 of 2 rows timed, none beside its peer", CompareTable.Summary(rows));
    }

    [Fact]
    public void AnotherDeviceOfOursIsAColumn()
    {
        BenchmarkCase[] cases = [.. BenchmarkCase.ReadList("[{\"id\": \"gemm/a\", \"peer\": \"torch\", \"target\": 0.9, \"graph\": true}]")];
        CompareRow[] rows = [new("gemm/a", 1, "torch", "2.0", 1, 2, 1, 0.5, 40, true) { AlsoMs = 3 }];
        var limits = new MachineLimits(1, 1e12, [new MemoryLevel("memory", long.MaxValue, new MemoryBandwidth(1e9, 1e9, 1e9, 1e9, 1e9))]);
        string[] lines = DeviceTable.Write(rows, cases, limits, "ilgpu-cuda:0").Split('\n');
        Assert.EndsWith("ilgpu-cuda:0 ms |", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"torch 2\.0, graph .*\| +3\.0000 \|$", lines[2]);
    }

    [Fact]
    public void TheTableSaysWhatWasComparedAndHow()
    {
        BenchmarkCase[] cases =
        [
            .. BenchmarkCase.ReadList(
                "[{\"id\": \"gemm/a\", \"peer\": \"torch\", \"target\": 0.55, \"tf32\": true}, {\"id\": \"gemm/b\", \"peer\": \"torch\", \"target\": 0.9}]"),
        ];
        CompareRow[] rows =
        [
            new("gemm/a", 1, "torch", "2.0", 1, 2, 1, 0.5, 40, true) { Target = 0.55 },
            new("gemm/b", 1, "torch", null, null, 2, null, null, 40, false) { Target = 0.9, Note = "torch: no Python" },
        ];
        var limits = new MachineLimits(1, 1e12, [new MemoryLevel("memory", long.MaxValue, new MemoryBandwidth(1e9, 1e9, 1e9, 1e9, 1e9))]);
        string[] lines = DeviceTable.Write(rows, cases, limits).Split('\n');
        Assert.StartsWith("| case", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"gemm/a +\| TF32 +\| torch 2\.0 +\| +2\.0000 \| +1\.0000 \| +0\.50 \| +0\.55 .*\| yes", lines[2]);
        Assert.Matches(@"gemm/b +\| float32 .*\| +- \| +- \|.*\| -", lines[3]);
        Assert.Contains("- gemm/b: torch: no Python", lines);
    }

    private static IReadOnlyList<BenchmarkCase> Read(string file) =>
        BenchmarkCase.ReadList(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Compare", file)));
}
