using GpuNN.Text;

namespace GpuNN.Tests.Text;

public sealed class HiddenMarkovModelTests
{
    private static readonly HiddenMarkovModel Model = HiddenMarkovModel.Random(3, 4, seed: 2);
    private static readonly int[] Sequence = [0, 3, 1, 1, 2];

    [Fact]
    public void The_likelihood_is_the_sum_over_all_paths() =>
        Assert.Equal(Math.Log(Paths().Sum(Joint)), Model.LogLikelihood(Sequence), 10);

    [Fact]
    public void Viterbi_finds_the_best_of_all_paths()
    {
        var (path, logProbability) = Model.Decode(Sequence);
        int[] best = Paths().MaxBy(Joint)!;
        Assert.Equal(best, path);
        Assert.Equal(Math.Log(Joint(best)), logProbability, 10);
    }

    [Fact]
    public void Posteriors_are_the_shares_of_all_paths()
    {
        double[,] posterior = Model.Posterior(Sequence);
        double total = Paths().Sum(Joint);
        for (int step = 0; step < Sequence.Length; step++)
        {
            for (int state = 0; state < Model.States; state++)
                Assert.Equal(Paths().Where(path => path[step] == state).Sum(Joint) / total, posterior[step, state], 10);
        }
    }

    [Fact]
    public void Baum_and_Welch_never_lose_likelihood_and_find_the_structure()
    {
        var random = new Random(1);
        int[][] sequences = [.. Enumerable.Range(0, 20).Select(_ => Alternating(random))];
        HiddenMarkovModel model = HiddenMarkovModel.Random(2, 4, seed: 5);
        double before = double.NegativeInfinity, start = sequences.Sum(sequence => model.LogLikelihood(sequence));
        for (int round = 0; round < 40; round++)
        {
            double likelihood = sequences.Sum(sequence => model.LogLikelihood(sequence));
            Assert.True(likelihood >= before - 1e-9, $"round {round}: {before} → {likelihood}");
            before = likelihood;
            model = model.Improve(sequences);
        }

        Assert.True(before > start + 100);
    }

    [Fact]
    public void What_it_draws_follows_its_probabilities()
    {
        var model = new HiddenMarkovModel([1, 0], new double[,] { { 0.8, 0.2 }, { 0.4, 0.6 } }, new double[,] { { 0.7, 0.3, 0 }, { 0, 0.5, 0.5 } });
        var (states, symbols) = model.Draw(30_000, new Random(1));
        Assert.Equal(0, states[0]);
        Assert.InRange(states.Average(), 1 / 3.0 - 0.02, 1 / 3.0 + 0.02);
        Assert.InRange(symbols.Count(symbol => symbol == 2) / 30_000.0, 1 / 6.0 - 0.015, 1 / 6.0 + 0.015);
        Assert.DoesNotContain(states.Zip(symbols), step => step is (0, 2) or (1, 0));
    }

    [Fact]
    public void It_is_a_conditional_random_field_whose_scores_are_logarithms()
    {
        static Tensor Log(double[,] matrix) =>
            Tensor.From(matrix.Cast<double>().Select(p => (float)Math.Log(p)).ToArray(), [matrix.GetLength(0), matrix.GetLength(1)]);
        float[] emissions = [.. Sequence.SelectMany(symbol => Enumerable.Range(0, 3).Select(state => (float)Math.Log(Model.Emission[state, symbol])))];
        Tensor own = Tensor.From(emissions, [1, Sequence.Length, 3]);
        Tensor start = Tensor.From(Model.Initial.Select(p => (float)Math.Log(p)).ToArray()), end = Tensor.Zeros([3]);
        var (path, logProbability) = Model.Decode(Sequence);
        var (scores, tags) = own.ViterbiDecode(Log(Model.Transition), start, end);
        Assert.Equal(path.Select(state => (long)state), tags.ToArray<long>());
        Assert.Equal(logProbability, scores.ToArray<float>()[0], 1e-4);
        double conditional = own.CrfLogLikelihood(tags, Log(Model.Transition), start, end).ToArray<float>()[0];
        Assert.Equal(logProbability - Model.LogLikelihood(Sequence), conditional, 1e-4);
    }

    [Fact]
    public void Long_sequences_do_not_underflow() =>
        Assert.True(double.IsFinite(Model.LogLikelihood([.. Enumerable.Range(0, 20_000).Select(i => i % 4)])));

    [Fact]
    public void Rows_that_are_no_distribution_are_refused() =>
        Assert.Throws<ArgumentException>(() => new HiddenMarkovModel([0.5, 0.4], new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 1 }, { 1 } }));

    private static int[] Alternating(Random random) =>
        [.. Enumerable.Range(0, 40).Select(step => (2 * (step / 5 % 2)) + random.Next(2))];

    private static IEnumerable<int[]> Paths()
    {
        int count = (int)Math.Pow(Model.States, Sequence.Length);
        for (int number = 0; number < count; number++)
        {
            int rest = number;
            var path = new int[Sequence.Length];
            for (int step = 0; step < path.Length; step++, rest /= Model.States) path[step] = rest % Model.States;
            yield return path;
        }
    }

    private static double Joint(int[] path)
    {
        double probability = Model.Initial[path[0]] * Model.Emission[path[0], Sequence[0]];
        for (int step = 1; step < path.Length; step++)
            probability *= Model.Transition[path[step - 1], path[step]] * Model.Emission[path[step], Sequence[step]];
        return probability;
    }
}
