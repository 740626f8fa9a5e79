namespace GpuNN.Tests.OperatorLaws;

/// <summary>Linear chains against the enumeration of all tag sequences.</summary>
public sealed class LinearChainTests
{
    private const int Steps = 4, Tags = 3;
    private readonly Random _random = new(43);

    [Fact]
    public void Likelihood_and_best_sequence_are_those_of_the_enumeration()
    {
        Tensor emissions = Numbers(1, Steps, Tags), transitions = Numbers(Tags, Tags), start = Numbers(Tags), end = Numbers(Tags);
        for (int length = 1; length <= Steps; length++)
        {
            double[] scores = [.. Sequences(length).Select(tags => Score(tags, emissions, transitions, start, end))];
            double logSum = Math.Log(scores.Sum(Math.Exp));
            long[] best = Sequences(length).ElementAt(Array.IndexOf(scores, scores.Max()));
            Tensor lengths = Tensor.From([(long)length]);
            var (score, path) = emissions.ViterbiDecode(transitions, start, end, lengths);
            Assert.Equal(scores.Max(), score.ToArray<double>()[0], 1e-12);
            Assert.Equal([.. best, .. Enumerable.Repeat(-1L, Steps - length)], path.ToArray<long>());
            long[] padded = [.. best, .. new long[Steps - length]];
            Tensor likelihood = emissions.CrfLogLikelihood(Tensor.From(padded, [1, Steps]), transitions, start, end, lengths);
            Assert.Equal(scores.Max() - logSum, likelihood.ToArray<double>()[0], 1e-12);
        }
    }

    private static IEnumerable<long[]> Sequences(int length) => Enumerable.Range(0, (int)Math.Pow(Tags, length))
        .Select(code => Enumerable.Range(0, length).Select(step => (long)(code / (int)Math.Pow(Tags, step) % Tags)).ToArray());

    private static double Score(long[] tags, Tensor emissions, Tensor transitions, Tensor start, Tensor end)
    {
        double[] emission = emissions.ToArray<double>(), transition = transitions.ToArray<double>();
        double score = start.ToArray<double>()[tags[0]] + end.ToArray<double>()[tags[^1]];
        for (int step = 0; step < tags.Length; step++)
        {
            score += emission[(step * Tags) + tags[step]];
            if (step > 0) score += transition[(tags[step - 1] * Tags) + tags[step]];
        }

        return score;
    }

    private Tensor Numbers(params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        var elements = new double[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = (_random.NextDouble() * 4) - 2;
        return Tensor.From(elements, shape);
    }
}
