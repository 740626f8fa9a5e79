using GpuNN.Backends;
using GpuNN.Backends.Gpu;
using GpuNN.Jit.Extensions;

namespace GpuNN.Tests.Backends.Gpu;

/// <summary>The tuner on real operands of a real device, with candidates that are made to fail.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class TunerTests : IDisposable
{
    private static readonly TuningIdentity Here = new("a device", "driver 1", "code 1");

    private readonly string _folder = Directory.CreateTempSubdirectory("gpunn-tuning").FullName;
    private readonly List<TuningReport> _reports = [];

    public TunerTests()
    {
        Autotuning.Tuned += _reports.Add;
        Diagnostics.Warning += Ignore;
    }

    public void Dispose()
    {
        Autotuning.Tuned -= _reports.Add;
        Diagnostics.Warning -= Ignore;
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void A_winner_is_remembered_and_read_back_without_a_trial(string name)
    {
        var (backend, inputs, outputs) = Product(name);
        TunedChoice first = Tuner(backend, Here, new PlantedTrials(backend, "Tiled16")).Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
        Assert.Equal("Tiled16", first.Candidate.Name);
        Assert.Equal("Tiled16", Assert.Single(_reports).Winner);
        TunedChoice second = Tuner(backend, Here, new PlantedTrials(backend, "") { MayRun = false }).Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
        Assert.Equal("Tiled16", second.Candidate.Name);
        Assert.Equal(ProductVariant.Tiled16, second.Candidate.Product!.Variant);
        Assert.Contains("tuning measured it", second.Reason, StringComparison.Ordinal);
        Assert.Single(_reports);
    }

    /// <summary>The wrong candidate is the fastest: it computes nothing.</summary>
    [SkippableFact]
    public void A_wrong_candidate_is_reported_and_never_remembered()
    {
        var (backend, inputs, outputs) = Product("jit-cpu");
        TunedChoice choice = Tuner(backend, Here, new PlantedTrials(backend, "Tiled16", "Naive")
        {
            After = (candidate, y) =>
            {
                if (candidate.Name == "Tiled16") backend.Execute(new FillPrimitive(0.25), [], y);
            },
        }).Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
        Assert.Equal("Naive", choice.Candidate.Name);
        TuningTrial wrong = Assert.Single(Assert.Single(_reports).Trials, trial => trial.Variant == "Tiled16");
        Assert.Contains("the reference has", wrong.Failure, StringComparison.Ordinal);
        Assert.Equal("Naive", Tuner(backend, Here, new PlantedTrials(backend, "") { MayRun = false }).Choose(new MatrixMultiplyPrimitive(), inputs, outputs).Candidate.Name);
    }

    /// <summary>One result of 64 is off by a thousandth: no share of the elements may be wrong.</summary>
    [SkippableFact]
    public void One_element_that_is_off_is_found()
    {
        var (backend, inputs, outputs) = Product("jit-cpu");
        TunedChoice choice = Tuner(backend, Here, new PlantedTrials(backend, "Tiled16", "Naive")
        {
            After = (candidate, y) =>
            {
                if (candidate.Name == "Naive") return;
                var last = new BufferView(y[0].Buffer, DType.Float32, [1], [1], y[0].Offset + y[0].Count - 1);
                BufferView factor = Tensor.From([1.001f], Device.Parse("jit-cpu")).View();
                backend.Execute(new ElementwisePrimitive(ElementwiseFunction.Multiply), [last, factor], [last]);
            },
        }).Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
        Assert.Equal("Naive", choice.Candidate.Name);
    }

    [SkippableFact]
    public void A_candidate_that_throws_is_skipped_and_reported()
    {
        var (backend, inputs, outputs) = Product("jit-cpu");
        var warnings = new List<string>();
        Diagnostics.Warning += warnings.Add;
        try
        {
            TunedChoice choice = Tuner(backend, Here, new PlantedTrials(backend, "Tiled16", "Naive")
            {
                After = static (candidate, _) =>
                {
                    if (candidate.Name == "Tiled16") throw new InvalidOperationException("it was planted");
                },
            }).Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
            Assert.Equal("Naive", choice.Candidate.Name);
        }
        finally
        {
            Diagnostics.Warning -= warnings.Add;
        }

        Assert.Contains(warnings, warning => warning.Contains("Tiled16", StringComparison.Ordinal) && warning.Contains("it was planted", StringComparison.Ordinal));
        Assert.Contains("it was planted", Assert.Single(Assert.Single(_reports).Trials, trial => trial.Variant == "Tiled16").Failure, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Where_nothing_is_right_the_built_in_choice_stays_and_nothing_is_kept()
    {
        var (backend, inputs, outputs) = Product("jit-cpu");
        TunedChoice choice = Tuner(backend, Here, new PlantedTrials(backend, "") { After = static (_, _) => throw new InvalidOperationException("it was planted") })
            .Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
        Assert.Equal(Candidate.BuiltIn.Name, choice.Candidate.Name);
        Assert.Null(Assert.Single(_reports).Winner);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [SkippableTheory]
    [InlineData("another device", "driver 1", "code 1")]
    [InlineData("a device", "driver 2", "code 1")]
    [InlineData("a device", "driver 1", "code 2")]
    public void Another_device_driver_or_code_measures_anew(string device, string driver, string code)
    {
        var (backend, inputs, outputs) = Product("jit-cpu");
        Tuner(backend, Here, new PlantedTrials(backend, "Tiled16")).Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
        TunedChoice other = Tuner(backend, new(device, driver, code), new PlantedTrials(backend, "Naive"))
            .Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
        Assert.Equal("Naive", other.Candidate.Name);
        Assert.Equal(2, _reports.Count);
    }

    [SkippableFact]
    public void A_damaged_file_is_measured_anew()
    {
        var (backend, inputs, outputs) = Product("jit-cpu");
        Tuner(backend, Here, new PlantedTrials(backend, "Tiled16")).Choose(new MatrixMultiplyPrimitive(), inputs, outputs);
        string file = Assert.Single(Directory.GetFiles(_folder));
        byte[] content = File.ReadAllBytes(file);
        content[^1] ^= 1;
        File.WriteAllBytes(file, content);
        Assert.Equal("Naive", Tuner(backend, Here, new PlantedTrials(backend, "Naive")).Choose(new MatrixMultiplyPrimitive(), inputs, outputs).Candidate.Name);
    }

    /// <summary>What adds to its output is tried on copies.</summary>
    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Trials_leave_the_operands_alone(string name)
    {
        Device device = GpuDevices.Open(name);
        Tensor sums = Tensor.Ones([50, 8], DType.Float32, device);
        Tensor indices = Tensor.From([.. Enumerable.Range(0, 600).Select(i => i % 50L)], device), terms = Tensor.Ones([600, 8], DType.Float32, device);
        var backend = (GpuBackend)device.Backend;
        TunedChoice choice = Tuner(backend, Here, new TrialRunner(backend)).Choose(new IndexAddPrimitive(0), [indices.View(), terms.View()], [sums.View()]);
        Assert.All(Assert.Single(_reports).Trials, trial => Assert.Null(trial.Failure));
        Assert.All(sums.ToArray<float>(), sum => Assert.Equal(1, sum));
        backend.Queue(choice.Candidate, new IndexAddPrimitive(0), [indices.View(), terms.View()], [sums.View()]);
        Assert.All(sums.ToArray<float>(), sum => Assert.Equal(13, sum));
    }

    /// <summary>Every family of variants, through the operators: the results are what they are without tuning.</summary>
    [SkippableFact]
    public void Tuned_operators_compute_the_same()
    {
        Device device = GpuDevices.Open("jit-cpu");
        Tensor image = PrimitiveCheck.Random(device, 1, 1, 4, 8, 8), filter = PrimitiveCheck.Random(device, 2, 4, 4, 3, 3);
        Tensor queries = PrimitiveCheck.Random(device, 3, 2, 20, 8);
        Func<Tensor>[] operators =
        [
            () => image.Conv2D(filter, null, new() { Padding = 1 }),
            () => image.Sum([1]),
            () => image.Sort(-1).Values,
            () => queries.ScaledDotProductAttention(queries, queries),
        ];
        foreach (Func<Tensor> run in operators)
        {
            float[] expected = run().ToArray<float>();
            using IDisposable tuning = Autotuning.Use(true);
            float[] first = run().ToArray<float>(), second = run().ToArray<float>();
            Assert.Equal(first, second);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], first[i], 1e-4 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    [SkippableFact]
    public void Explanations_say_that_a_choice_was_measured()
    {
        Device device = GpuDevices.Open("jit-cpu");
        var (_, inputs, outputs) = Product("jit-cpu", 7);
        var primitive = new MatrixMultiplyPrimitive();
        Assert.DoesNotContain("tun", device.Backend.Explain(primitive, inputs, outputs), StringComparison.Ordinal);
        using IDisposable tuning = Autotuning.Use(true);
        device.Backend.Execute(primitive, inputs, outputs);
        Assert.Contains("tuning measured it", device.Backend.Explain(primitive, inputs, outputs), StringComparison.Ordinal);
        using IDisposable determinism = Determinism.Require();
        Assert.DoesNotContain("tun", device.Backend.Explain(primitive, inputs, outputs), StringComparison.Ordinal);
    }

    [Fact]
    public void Extents_are_classed_by_three_digits()
    {
        Assert.Equal([1, 32, 40, 40, 48, 640, 640, 768], new long[] { 1, 32, 33, 40, 41, 513, 640, 641 }.Select(TuningKey.ClassOf));
        for (long extent = 1; extent < 5000; extent++) Assert.InRange(TuningKey.ClassOf(extent), extent, extent + (extent / 4));
    }

    [SkippableFact]
    public void Types_orders_and_alignments_have_keys_of_their_own()
    {
        Device device = GpuDevices.Open("jit-cpu");
        var keys = new HashSet<string>();
        foreach (DType dtype in new[] { DType.Float32, DType.Float16 })
        {
            Tensor a = Tensor.Zeros([64, 64], dtype, device), b = Tensor.Zeros([64, 65], dtype, device), c = Tensor.Zeros([64, 68], dtype, device), y = Tensor.Zeros([64, 64], dtype, device);
            foreach (Tensor right in new[] { a, a.Transpose(0, 1), b.Narrow(1, 0, 64), c.Narrow(1, 0, 64) })
                Assert.True(keys.Add(TuningKey.Of(new MatrixMultiplyPrimitive(), [a.View(), right.View()], [y.View()])));
        }
    }

    private static void Ignore(string warning)
    {
    }

    private static (GpuBackend Backend, BufferView[] Inputs, BufferView[] Outputs) Product(string name, int rows = 8)
    {
        Device device = GpuDevices.Open(name);
        Tensor a = PrimitiveCheck.Random(device, 1, rows, 40), b = PrimitiveCheck.Random(device, 2, 40, 8);
        return ((GpuBackend)device.Backend, [a.View(), b.View()], [Tensor.Zeros([rows, 8], DType.Float32, device).View()]);
    }

    private Tuner Tuner(GpuBackend backend, TuningIdentity identity, ITrialRunner runner) =>
        new(backend, new TuningStore(new RecordCache(_folder, 1 << 20), identity), runner);

    /// <summary>Runs candidates in truth and times them as the test wants it: those it names are the fastest, the first first.</summary>
    private sealed class PlantedTrials(GpuBackend backend, params string[] fastest) : ITrialRunner
    {
        private readonly TrialRunner _device = new(backend);

        public Action<Candidate, BufferView[]>? After { get; init; }

        public bool MayRun { get; init; } = true;

        public void Run(Candidate candidate, Primitive primitive, BufferView[] inputs, BufferView[] outputs)
        {
            Assert.True(MayRun, $"{candidate.Name} was tried");
            _device.Run(candidate, primitive, inputs, outputs);
            After?.Invoke(candidate, outputs);
        }

        public TimeSpan Time(Candidate candidate, Primitive primitive, BufferView[] inputs, BufferView[] outputs)
        {
            Run(candidate, primitive, inputs, outputs);
            int rank = Array.IndexOf(fastest, candidate.Name);
            return TimeSpan.FromMilliseconds(rank < 0 ? 5 : 1 + rank);
        }
    }
}
