using GpuNN.Text;

namespace GpuNN.Models.Sequences;

/// <summary>Finds probable sequences of an <see cref="ISequenceDecoder"/>: the likeliest token at each place, or beams.</summary>
public static class SequenceSearch
{
    /// <summary>Takes the likeliest token at each place.</summary>
    /// <param name="decoder">The model, in prediction.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="longest">Where a sequence is cut off that does not end.</param>
    /// <returns>A sequence for each source, without its end.</returns>
    public static long[][] Greedy(ISequenceDecoder decoder, PaddedSequences sources, int longest)
    {
        using IDisposable restoration = NoGrad.Begin();
        using ISequenceDecoding decoding = decoder.Begin(sources);
        int rows = (int)sources.Tokens.Shape[0];
        var written = new List<long>[rows];
        for (int row = 0; row < rows; row++) written[row] = [];
        var hasEnded = new bool[rows];
        Tensor tokens = Tensor.Full([rows], SpecialTokens.Begin, DType.Int64, sources.Tokens.Device);
        for (int at = 0; at < longest && hasEnded.Contains(false); at++)
        {
            using Tensor logProbabilities = decoding.Next(tokens);
            tokens.Dispose();
            tokens = logProbabilities.ArgMax(1);
            long[] likeliest = tokens.ToArray<long>();
            for (int row = 0; row < rows; row++)
            {
                hasEnded[row] |= likeliest[row] == SpecialTokens.End;
                if (!hasEnded[row]) written[row].Add(likeliest[row]);
            }
        }

        tokens.Dispose();
        return [.. written.Select(row => row.ToArray())];
    }

    /// <summary>Keeps the best few beginnings at each place, by the sum of their log-probabilities, and returns the best
    /// sequences: all there are where the beam is wide enough, in which case the first is the likeliest of all.</summary>
    /// <param name="decoder">The model, in prediction.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="width">How many beginnings are kept for each.</param>
    /// <param name="longest">Where a sequence is cut off that does not end.</param>
    /// <returns>For each source at most so many sequences as the beam is wide, likeliest first.</returns>
    public static Hypothesis[][] Beam(ISequenceDecoder decoder, PaddedSequences sources, int width, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        using IDisposable restoration = NoGrad.Begin();
        using ISequenceDecoding decoding = decoder.Begin(sources);
        Device device = sources.Tokens.Device;
        int count = (int)sources.Tokens.Shape[0];
        Frontier[] beams = [.. Enumerable.Range(0, count).Select(_ => new Frontier(width))];
        int[] rowsOf = [.. Enumerable.Repeat(1, count)];
        for (int at = 0; at < longest && rowsOf.Sum() > 0; at++)
        {
            long[] lastTokens = [.. beams.SelectMany(beam => beam.LastTokens)];
            using Tensor tokens = Tensor.From(lastTokens, device), logProbabilities = decoding.Next(tokens);
            float[] scores = logProbabilities.ToArray<float>();
            int vocabulary = scores.Length / lastTokens.Length, first = 0;
            var origins = new List<long>();
            for (int source = 0; source < count; source++)
            {
                int rows = rowsOf[source];
                foreach (int origin in beams[source].Extend(scores.AsSpan(first * vocabulary, rows * vocabulary), vocabulary))
                    origins.Add(first + origin);
                first += rows;
                rowsOf[source] = beams[source].Count;
            }

            if (origins.Count == 0) break;
            using Tensor indices = Tensor.From(origins.ToArray(), device);
            decoding.Reorder(indices);
        }

        return [.. beams.Select(beam => beam.Best())];
    }

    /// <summary>The beginnings of one source's sequences, and those that have ended.</summary>
    private sealed class Frontier(int width)
    {
        private readonly List<Hypothesis> _ended = [];
        private List<Hypothesis> _open = [new([], 0)];

        public int Count => _open.Count;

        public IEnumerable<long> LastTokens =>
            _open.Select(beginning => beginning.Tokens.Length == 0 ? SpecialTokens.Begin : beginning.Tokens[^1]);

        /// <summary>Lengthens the beginnings by each token, keeps the best, and says which beginning each came from. A
        /// log-probability only falls: once as many have ended as the beam is wide, none that is less likely than the last of
        /// them can come back.</summary>
        public List<int> Extend(ReadOnlySpan<float> scores, int vocabulary)
        {
            var candidates = new List<(int Origin, long Token, double LogProbability)>(scores.Length);
            for (int index = 0; index < scores.Length; index++)
            {
                int origin = index / vocabulary;
                candidates.Add((origin, index % vocabulary, _open[origin].LogProbability + scores[index]));
            }

            var next = new List<Hypothesis>(width);
            var origins = new List<int>(width);
            foreach (var (origin, token, logProbability) in candidates.OrderByDescending(candidate => candidate.LogProbability).Take(width))
            {
                long[] tokens = _open[origin].Tokens;
                if (token == SpecialTokens.End)
                {
                    _ended.Add(new(tokens, logProbability));
                }
                else
                {
                    next.Add(new([.. tokens, token], logProbability));
                    origins.Add(origin);
                }
            }

            double worst = _ended.Count < width ? double.NegativeInfinity : _ended.OrderByDescending(ended => ended.LogProbability).ElementAt(width - 1).LogProbability;
            int promising = next.TakeWhile(beginning => beginning.LogProbability > worst).Count();
            _open = next[..promising];
            return origins[..promising];
        }

        public Hypothesis[] Best() =>
            [.. _ended.Concat(_open).OrderByDescending(found => found.LogProbability).Take(width)];
    }
}
