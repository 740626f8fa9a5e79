using System.Globalization;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;
using GpuNN.Tests.Optimizers;

namespace GpuNN.Tests.Training;

/// <summary>Ten training steps of five models with every optimiser, loss by loss: against PyTorch 1.13, from
/// Fixtures/training.csv, and the notes' own forms against the float64 reference.</summary>
public sealed class GoldenTrainingTests
{
    private const double Epsilon = 1.0 / (1 << 23);

    private static readonly Dictionary<(string Model, string Optimizer, string Precision), double[]> Golden = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Training", "Fixtures", "training.csv"))
        .Select(line => line.Split(','))
        .ToDictionary(words => (words[0], words[1], words[2]), words => words.Skip(3).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray());

    private static readonly LearningRateSchedule Schedule = new ExponentialSchedule(0.05, 0.8);

    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, Optimizer>> NotesForms = new()
    {
        ["momentum with the rate inside"] = parameters => new Sgd(parameters, 0.05, 0.9) { RateInside = true, Schedule = Schedule },
        ["Nesterov with the rate inside"] = parameters => new Sgd(parameters, 0.05, 0.9, isNesterov: true) { RateInside = true, Schedule = Schedule },
        ["AdaGrad, ε under the root"] = parameters => new AdaGrad(parameters, 0.02, 1e-3) { EpsilonInside = true },
        ["AdaDelta, ε outside"] = parameters => new AdaDelta(parameters, 1, 0.9, 1e-3) { EpsilonInside = false },
        ["RMSProp, ε under the root"] = parameters => new RmsProp(parameters, 0.01, 0.9, 1e-3) { EpsilonInside = true },
        ["Adam, ε under the root"] = parameters => new Adam(parameters, 0.02, 0.9, 0.99, 1e-3) { EpsilonInside = true },
        ["AdamW, ε under the root"] = parameters => new AdamW(parameters, 0.02, 0.9, 0.99, 1e-3) { EpsilonInside = true },
    };

    public static TheoryData<string, string> Runs
    {
        get
        {
            var runs = new TheoryData<string, string>();
            foreach (string model in GoldenModel.All.Keys)
            {
                foreach (string optimizer in PyTorchOptimizers.Makers.Keys) runs.Add(model, optimizer);
            }

            return runs;
        }
    }

    public static TheoryData<string> Notes => [.. NotesForms.Keys];

    /// <summary>PyTorch's float64 losses are what is right; how far its float32 losses are from them says how ill-conditioned
    /// the run is. Allowed is eight times that, and eight roundings of the largest loss; in float64 as much in its own
    /// units.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void Ten_losses_are_PyTorchs(string model, string optimizer)
    {
        double[] expected = Golden[(model, optimizer, "float64")];
        double budget = Budget(expected, Golden[(model, optimizer, "float32")]);
        var (rate, make) = GoldenModel.All[model];
        AssertClose(expected, Train(make(DType.Float32, Device.Cpu)), budget);
        AssertClose(expected, Train(make(DType.Float64, Device.Cpu)), budget * Math.Pow(2, -29));

        double[] Train(GoldenModel golden)
        {
            Optimizer made = PyTorchOptimizers.Makers[optimizer](golden.Module.Parameters);
            made.LearningRate *= rate;
            return Run(golden, made);
        }
    }

    [Theory]
    [MemberData(nameof(Notes))]
    public void The_notes_forms_are_the_references(string form)
    {
        double[] Train(DType dtype, Device device)
        {
            GoldenModel golden = GoldenModel.Mlp(dtype, device);
            return Run(golden, NotesForms[form](golden.Module.Parameters));
        }

        double[] expected = Train(DType.Float64, Device.Reference);
        AssertClose(expected, Train(DType.Float32, Device.Cpu), Budget(expected, Train(DType.Float32, Device.Reference)));
        Assert.True(expected[^1] < expected[0]);
    }

    private static double[] Run(GoldenModel golden, Optimizer optimizer)
    {
        optimizer.MaximumGradientNorm = 1;
        var losses = new double[10];
        for (int step = 0; step < losses.Length; step++)
        {
            optimizer.ZeroGradients();
            Tensor loss = golden.Loss(step);
            loss.Backward();
            losses[step] = loss.ToScalar();
            optimizer.Step();
        }

        return losses;
    }

    private static double Budget(double[] exact, double[] single) =>
        8 * (exact.Zip(single, (a, b) => Math.Abs(a - b)).Max() + (Epsilon * exact.Max()));

    private static void AssertClose(double[] expected, double[] actual, double budget)
    {
        for (int step = 0; step < expected.Length; step++)
        {
            double error = Math.Abs(expected[step] - actual[step]);
            Assert.True(error <= budget, FormattableString.Invariant($"step {step}: {actual[step]:G17}, expected {expected[step]:G17}; off by {error:G3} of {budget:G3}"));
        }
    }
}
