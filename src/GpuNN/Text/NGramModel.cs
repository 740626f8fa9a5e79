namespace GpuNN.Text;

/// <summary>A language model that counts: p(w | the n−1 tokens before it), interpolated over all shorter contexts by Witten and
/// Bell's rule, p = (c(context, w) + t·p_shorter) / (c(context) + t), where t is the number of different tokens seen behind
/// the context. The shortest is uniform.</summary>
public sealed class NGramModel
{
    private readonly int _vocabulary;
    private readonly Dictionary<Context, Followers>[] _orders;

    /// <summary>A model of order n over a vocabulary.</summary>
    public NGramModel(int order, int vocabulary)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        _vocabulary = vocabulary;
        _orders = [.. Enumerable.Range(0, order).Select(_ => new Dictionary<Context, Followers>())];
    }

    /// <summary>n.</summary>
    public int Order => _orders.Length;

    /// <summary>Counts a text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A token is not of the vocabulary.</exception>
    public void Train(ReadOnlySpan<long> tokens)
    {
        for (int position = 0; position < tokens.Length; position++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)tokens[position], (ulong)_vocabulary, nameof(tokens));
            for (int length = 0; length < Order && length <= position; length++)
            {
                var context = new Context(tokens.Slice(position - length, length).ToArray());
                if (!_orders[length].TryGetValue(context, out Followers? followers))
                    _orders[length].Add(context, followers = new Followers());
                followers.Add(tokens[position]);
            }
        }
    }

    /// <summary>p(token | context), of which only the last n−1 tokens count.</summary>
    public double Probability(ReadOnlySpan<long> context, long token)
    {
        double probability = 1.0 / _vocabulary;
        for (int length = 0; length < Order && length <= context.Length; length++)
        {
            if (!_orders[length].TryGetValue(new Context(context[^length..].ToArray()), out Followers? followers)) break;
            probability = (followers.Count(token) + (followers.Kinds * probability)) / (followers.Total + followers.Kinds);
        }

        return probability;
    }

    /// <summary>Writes on: each token is drawn with its probability.</summary>
    /// <param name="prompt">What it begins with; may be empty.</param>
    /// <param name="count">How many tokens to write.</param>
    /// <param name="temperature">Probabilities are raised to its inverse: below 1 the likely tokens come more often, and 0 takes
    /// the likeliest always.</param>
    /// <param name="random">Draws.</param>
    /// <param name="excluded">Tokens that are never written, such as the unknown one; the others share their probability.</param>
    /// <returns>The tokens behind the prompt.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is negative or NaN, or an excluded token is not of the
    /// vocabulary.</exception>
    /// <exception cref="ArgumentException">No token is left.</exception>
    public long[] Generate(
        ReadOnlySpan<long> prompt, int count, double temperature, System.Random random, ReadOnlySpan<long> excluded = default)
    {
        if (!(temperature >= 0)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature is 0 or more.");
        var isExcluded = new bool[_vocabulary];
        foreach (long token in excluded)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)token, (ulong)_vocabulary, nameof(excluded));
            isExcluded[token] = true;
        }

        if (!isExcluded.Contains(false)) throw new ArgumentException("Some token can be written.", nameof(excluded));
        var text = new List<long>(prompt.Length + count);
        text.AddRange(prompt);
        var weights = new double[_vocabulary];
        for (int written = 0; written < count; written++)
        {
            long[] context = [.. text.Skip(Math.Max(0, text.Count - Order + 1))];
            for (int token = 0; token < _vocabulary; token++) weights[token] = isExcluded[token] ? 0 : Probability(context, token);
            double largest = weights.Max();
            if (temperature == 0)
            {
                text.Add(Array.IndexOf(weights, largest));
                continue;
            }

            for (int token = 0; token < _vocabulary; token++) weights[token] = Math.Pow(weights[token] / largest, 1 / temperature);
            double left = random.NextDouble() * weights.Sum();
            int drawn = 0;
            while (drawn < _vocabulary - 1 && left >= weights[drawn]) left -= weights[drawn++];
            while (weights[drawn] == 0) drawn--;
            text.Add(drawn);
        }

        return [.. text.Skip(prompt.Length)];
    }

    /// <summary>exp of the mean of −log p over a text.</summary>
    public double Perplexity(ReadOnlySpan<long> tokens)
    {
        double loss = 0;
        for (int position = 0; position < tokens.Length; position++)
            loss -= Math.Log(Probability(tokens[Math.Max(0, position - Order + 1)..position], tokens[position]));
        return Math.Exp(loss / tokens.Length);
    }

    private readonly struct Context(long[] tokens) : IEquatable<Context>
    {
        private readonly long[] _tokens = tokens;

        public bool Equals(Context other) => _tokens.AsSpan().SequenceEqual(other._tokens);

        public override bool Equals(object? obj) => obj is Context other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (long token in _tokens) hash.Add(token);
            return hash.ToHashCode();
        }
    }

    private sealed class Followers
    {
        private readonly Dictionary<long, long> _counts = [];

        public long Total { get; private set; }

        public int Kinds => _counts.Count;

        public long Count(long token) => _counts.GetValueOrDefault(token);

        public void Add(long token)
        {
            _counts[token] = Count(token) + 1;
            Total++;
        }
    }
}
