using GpuNN.Files;
using GpuNN.Text;

namespace GpuNN.Course.Recipes;

/// <summary>A hidden Markov model that Baum and Welch's EM finds again from what another one emitted, the best of a few starts by
/// its training likelihood; against the best n-grams.</summary>
public sealed class HmmRecipe : Recipe
{
    private const int States = 4, Symbols = 8, Length = 100, Rounds = 60, Starts = 5;
    private const string Section = "model", Perplexity = "perplexity";

    private static readonly double[,] Transition =
        { { 0.95, 0.05, 0, 0 }, { 0, 0.95, 0.05, 0 }, { 0, 0, 0.95, 0.05 }, { 0.05, 0, 0, 0.95 } };

    private static readonly double[,] Emission =
    {
        { 0.3, 0.3, 0.3, 0.02, 0.02, 0.02, 0.02, 0.02 },
        { 0.02, 0.02, 0.3, 0.3, 0.3, 0.02, 0.02, 0.02 },
        { 0.02, 0.02, 0.02, 0.02, 0.3, 0.3, 0.3, 0.02 },
        { 0.3, 0.02, 0.02, 0.02, 0.02, 0.02, 0.3, 0.3 },
    };

    /// <inheritdoc/>
    public override string Name => "hmm";

    /// <inheritdoc/>
    public override string Summary => "hidden Markov model found by Baum and Welch, against n-grams";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var (training, test) = Data(context.Seed);
        HiddenMarkovModel? best = null;
        double likelihood = double.NegativeInfinity;
        for (int start = 0; start < Starts; start++)
        {
            HiddenMarkovModel model = HiddenMarkovModel.Random(States, Symbols, unchecked((context.Seed * 31) + start));
            for (int round = 1; round <= (context.Epochs ?? Rounds); round++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                model = model.Improve(training);
                if (round % 10 == 0) context.Curves.Add($"start {start + 1}: perplexity", round, Measure(model, test));
            }

            double found = training.Sum(sequence => model.LogLikelihood(sequence));
            context.Output.WriteLine(FormattableString.Invariant($"start {start + 1}: log-likelihood {found:F1}, test perplexity {Measure(model, test):F3}"));
            if (!(found > likelihood)) continue;
            (best, likelihood) = (model, found);
        }

        Save(best!, context.CheckpointPath);
        double baseline = Enumerable.Range(1, 3).Min(order => NGrams(order, training, test));
        return new("test perplexity per symbol", Measure(best!, test), 5.4, baseline, "the best n-grams up to trigrams", IsMaximized: false);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context) =>
        new Dictionary<string, double> { [Perplexity] = Measure(Load(context.CheckpointPath), Data(context.Seed).Test) };

    private static (int[][] Training, int[][] Test) Data(int seed)
    {
        var truth = new HiddenMarkovModel([0.25, 0.25, 0.25, 0.25], Transition, Emission);
        var random = new Random(seed);
        return (Draw(60), Draw(20));

        int[][] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => truth.Draw(Length, random).Symbols)];
    }

    private static double Measure(HiddenMarkovModel model, int[][] test) =>
        Math.Exp(-test.Sum(sequence => model.LogLikelihood(sequence)) / test.Sum(sequence => sequence.Length));

    private static double NGrams(int order, int[][] training, int[][] test)
    {
        var model = new NGramModel(order, Symbols);
        foreach (int[] sequence in training) model.Train([.. sequence.Select(symbol => (long)symbol)]);
        double loss = test.Sum(sequence => sequence.Length * Math.Log(model.Perplexity([.. sequence.Select(symbol => (long)symbol)])));
        return Math.Exp(loss / test.Sum(sequence => sequence.Length));
    }

    private static void Save(HiddenMarkovModel model, string path)
    {
        using Tensor initial = Tensor.From(model.Initial, Device.Cpu);
        using Tensor transition = Tensor.From(model.Transition, Device.Cpu), emission = Tensor.From(model.Emission, Device.Cpu);
        using var checkpoint = new Checkpoint();
        checkpoint.Add(Section, [new("initial", initial), new("transition", transition), new("emission", emission)]);
        checkpoint.Save(path);
    }

    private static HiddenMarkovModel Load(string path)
    {
        using Checkpoint checkpoint = Checkpoint.Load(path);
        IReadOnlyDictionary<string, Tensor> model = checkpoint.Section(Section);
        return new(model["initial"].ToArray<double>(), Matrix(model["transition"]), Matrix(model["emission"]));

        static double[,] Matrix(Tensor tensor)
        {
            double[] numbers = tensor.ToArray<double>();
            var matrix = new double[tensor.Shape[0], tensor.Shape[1]];
            Buffer.BlockCopy(numbers, 0, matrix, 0, numbers.Length * sizeof(double));
            return matrix;
        }
    }
}
