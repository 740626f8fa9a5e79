using GpuNN.Layers;
using GpuNN.Text;

namespace GpuNN.Models.Text;

/// <summary>p(token | all tokens before it): embedding, recurrent layers, and a linear map to the vocabulary. Forwards only: a
/// network that also read backwards would see what it is to predict.</summary>
public sealed class RecurrentLanguageModel : Module
{
    private readonly Embedding _embedding;
    private readonly Rnn? _rnn;
    private readonly Lstm? _lstm;
    private readonly Gru? _gru;
    private readonly Linear _output;

    /// <summary>A model.</summary>
    /// <param name="options">Cell and sizes.</param>
    /// <param name="device">Where the weights live.</param>
    public RecurrentLanguageModel(RecurrentLanguageModelOptions options, Device? device = null)
    {
        Options = options;
        var stack = new RecurrentModuleOptions { Layers = options.Layers, Dropout = options.Dropout };
        int inputs = options.EmbeddingSize, hidden = options.HiddenSize;
        _embedding = Register("embedding", new Embedding(options.Vocabulary, inputs, device: device));
        if (options.Cell == RecurrentCell.Rnn) _rnn = Register("rnn", new Rnn(inputs, hidden, stack, device: device));
        else if (options.Cell == RecurrentCell.Lstm) _lstm = Register("rnn", new Lstm(inputs, hidden, stack, device));
        else _gru = Register("rnn", new Gru(inputs, hidden, stack, device: device));
        _output = Register("output", new Linear(hidden, options.Vocabulary, device: device));
    }

    /// <summary>Cell and sizes.</summary>
    public RecurrentLanguageModelOptions Options { get; }

    /// <summary>Reads tokens.</summary>
    /// <param name="tokens">[T, N], int64.</param>
    /// <param name="state">What came before, or none.</param>
    /// <returns>The logits of the token behind each one [T, N, vocabulary], and the state behind the last.</returns>
    public (Tensor Logits, RecurrentState State) Forward(Tensor tokens, RecurrentState? state = null)
    {
        Tensor[] results = Call(() =>
        {
            Tensor input = _embedding.Forward(tokens);
            if (_lstm is not null)
            {
                var (steps, hidden, cell) = _lstm.Forward(input, state?.Hidden, state?.Cell);
                return [_output.Forward(steps), hidden, cell];
            }

            var (output, last) = _gru?.Forward(input, state?.Hidden) ?? _rnn!.Forward(input, state?.Hidden);
            return [_output.Forward(output), last];
        });
        return (results[0], new(results[1], results.Length > 2 ? results[2] : null));
    }

    /// <summary>The mean cross-entropy of the tokens behind each one, and the state.</summary>
    /// <param name="tokens">[T, N], int64.</param>
    /// <param name="targets">The tokens behind them [T, N], int64.</param>
    /// <param name="state">What came before, or none.</param>
    public (Tensor Loss, RecurrentState State) Loss(Tensor tokens, Tensor targets, RecurrentState? state = null)
    {
        var (logits, next) = Forward(tokens, state);
        return (logits.Reshape(targets.Count, Options.Vocabulary).CrossEntropy(targets.Reshape(targets.Count)), next);
    }

    /// <summary>exp of the mean cross-entropy over a text, whose state is carried from batch to batch.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="batch">In how many strips it is read at once.</param>
    /// <param name="steps">How many tokens of each.</param>
    public double Perplexity(long[] tokens, int batch = 1, int steps = 64)
    {
        using IDisposable restoration = NoGrad.Begin();
        bool trains = IsTraining;
        Evaluate();
        Device device = _embedding.Weight.Device;
        var perplexity = new Metrics.Perplexity();
        RecurrentState? state = null;
        foreach (var (inputs, targets) in SequenceSampling.Adjacent(tokens, batch, steps))
        {
            Shape shape = [inputs.Length / batch, batch];
            var (loss, next) = Loss(Tensor.From(inputs, shape, device), Tensor.From(targets, shape, device), state);
            perplexity.Add(loss.ToScalar(), inputs.Length);
            state = next;
        }

        Train(trains);
        return perplexity.Value;
    }

    /// <summary>Writes on: each token is drawn with the probability that the model gives it.</summary>
    /// <param name="prompt">One token or more to start from.</param>
    /// <param name="count">How many tokens to write.</param>
    /// <param name="temperature">Logits are divided by it: below 1 the likely tokens come more often, and 0 takes the likeliest
    /// always.</param>
    /// <param name="excluded">Tokens that are never written, such as the unknown one; the others share their probability.</param>
    /// <returns>The tokens behind the prompt.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or no token is left.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is negative or NaN.</exception>
    public long[] Generate(ReadOnlySpan<long> prompt, int count, double temperature = 1, ReadOnlySpan<long> excluded = default)
    {
        if (prompt.IsEmpty) throw new ArgumentException("A text starts from one token or more.", nameof(prompt));
        if (!(temperature >= 0)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature is 0 or more.");
        using IDisposable restoration = NoGrad.Begin();
        bool trains = IsTraining;
        Evaluate();
        Device device = _embedding.Weight.Device;
        Tensor? isExcluded = Marked(excluded, device);
        var written = new long[count];
        RecurrentState? state = null;
        Tensor read = Tensor.From(prompt, [prompt.Length, 1], device);
        for (int at = 0; at < count; at++)
        {
            (Tensor logits, state) = Forward(read, state);
            Tensor last = logits.Select(0, -1).Select(0, 0);
            if (isExcluded is not null) last = last.MaskedFill(isExcluded, double.NegativeInfinity);
            Tensor next = temperature == 0 ? last.ArgMax(0) : last.Affine(1 / temperature).Softmax().Multinomial(1);
            read = next.Reshape(1, 1);
            written[at] = (long)next.ToScalar();
        }

        Train(trains);
        return written;
    }

    /// <summary>True at these tokens; null where there are none.</summary>
    private Tensor? Marked(ReadOnlySpan<long> tokens, Device device)
    {
        if (tokens.IsEmpty) return null;
        var marks = new byte[_embedding.Weight.Shape[0]];
        foreach (long token in tokens)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)token, (ulong)marks.Length, nameof(tokens));
            marks[token] = 1;
        }

        if (!marks.Contains((byte)0)) throw new ArgumentException("Some token can be written.", nameof(tokens));
        return Tensor.From(marks, device).Cast(DType.Bool);
    }
}
