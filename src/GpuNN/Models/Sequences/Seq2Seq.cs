using GpuNN.Layers;
using GpuNN.Text;

namespace GpuNN.Models.Sequences;

/// <summary>Sequence to sequence (Sutskever 2014; Bahdanau 2014): a GRU reads the source in both directions, another starts from
/// its state and &lt;s&gt; and writes the target, looking back at the source by attention.</summary>
public sealed class Seq2Seq : Module, ISequenceDecoder
{
    private readonly Embedding _sourceEmbedding;
    private readonly Embedding _targetEmbedding;
    private readonly Gru _encoder;
    private readonly Gru _decoder;
    private readonly Linear _bridge;
    private readonly Linear? _join;
    private readonly Linear? _queryProjection;
    private readonly Linear? _keyProjection;
    private readonly Parameter? _score;
    private readonly Linear _output;

    /// <summary>A model.</summary>
    /// <param name="options">Sizes and choices.</param>
    /// <param name="device">Where the weights live.</param>
    /// <exception cref="ShapeMismatchException">The hidden size is odd.</exception>
    public Seq2Seq(Seq2SeqOptions options, Device? device = null)
    {
        Options = options;
        int size = options.EmbeddingSize, hidden = options.HiddenSize;
        if (hidden % 2 != 0) throw new ShapeMismatchException(nameof(Seq2Seq), nameof(options), $"{hidden}", "an even hidden size");
        _sourceEmbedding = Register("source", new Embedding(options.Vocabulary, size, SpecialTokens.Padding, device));
        _targetEmbedding = Register("target", new Embedding(options.Vocabulary, size, SpecialTokens.Padding, device));
        _encoder = Register("encoder", new Gru(size, hidden / 2, new() { IsBidirectional = true, BatchFirst = true }, device: device));
        _bridge = Register("bridge", new Linear(hidden, hidden, device: device));
        bool looksBack = options.Attention != SequenceAttention.None;
        bool hasMatrices = looksBack && options.Join == ContextJoin.Matrices;
        _decoder = Register("decoder", new Gru(hasMatrices ? size + hidden : size, hidden, device: device));
        if (looksBack && options.Join == ContextJoin.Concatenate) _join = Register("join", new Linear(2 * hidden, hidden, device: device));
        if (looksBack && options.Join == ContextJoin.Gate) _join = Register("join", new Linear(hidden, hidden, device: device));
        if (options.Attention == SequenceAttention.Additive)
        {
            _queryProjection = Register("query", new Linear(hidden, hidden, bias: false, device: device));
            _keyProjection = Register("key", new Linear(hidden, hidden, bias: false, device: device));
            _score = Register("score", Initialize.Uniform([hidden], 1 / Math.Sqrt(hidden), device));
        }

        _output = Register("output", new Linear(hidden, options.Vocabulary, device: device));
    }

    /// <summary>Sizes and choices.</summary>
    public Seq2SeqOptions Options { get; }

    /// <summary>Reads sources and, by teacher forcing, targets.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="targets">&lt;s&gt; and the targets' tokens [N, L], int64.</param>
    /// <returns>The logits of the token behind each one [N, L, vocabulary].</returns>
    public Tensor Forward(PaddedSequences sources, Tensor targets) => Call(() =>
    {
        var (memory, mask, state) = Encode(sources);
        Tensor tokens = _targetEmbedding.Forward(targets);
        var states = new Tensor[targets.Shape[1]];
        for (int step = 0; step < states.Length; step++)
        {
            state = Advance(tokens.Select(1, step), state, memory, mask);
            states[step] = state;
        }

        return [_output.Forward(Operators.Stack(1, states))];
    })[0];

    /// <summary>The mean cross-entropy of targets, their ends among them, by teacher forcing.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="targets">The targets' tokens, without &lt;s&gt; and &lt;/s&gt;.</param>
    public Tensor Loss(PaddedSequences sources, IReadOnlyList<long[]> targets) =>
        TeacherForcing.Loss(targets, sources.Tokens.Device, tokens => Forward(sources, tokens));

    /// <inheritdoc/>
    public ISequenceDecoding Begin(PaddedSequences sources) => new Decoding(this, sources);

    /// <summary>The encoder's results [N, S, H], which of them are of tokens [N, 1, S], and the decoder's first state [N, H].</summary>
    private (Tensor Memory, Tensor Mask, Tensor State) Encode(PaddedSequences sources)
    {
        var (memory, last) = _encoder.Forward(_sourceEmbedding.Forward(sources.Tokens), lengths: sources.Lengths);
        Tensor joined = last.Transpose(0, 1).Reshape(last.Shape[1], Options.HiddenSize);
        return (memory, sources.IsPadding.Not().Unsqueeze(1), _bridge.Forward(joined).Tanh());
    }

    /// <summary>One step of the decoder: its new state [N, H].</summary>
    private Tensor Advance(Tensor token, Tensor state, Tensor memory, Tensor mask)
    {
        if (Options.Attention == SequenceAttention.None) return token.GruCellResetAfter(state, _decoder.Weights[0]);
        Tensor context = Attend(state.Unsqueeze(1), memory, mask).Squeeze(1);
        (Tensor input, Tensor joined) = Options.Join switch
        {
            ContextJoin.Add => (token, state + context),
            ContextJoin.Concatenate => (token, _join!.Forward(Operators.Concat(1, state, context)).Tanh()),
            ContextJoin.Gate => (token, state * _join!.Forward(context).Sigmoid()),
            _ => (Operators.Concat(1, token, context), state),
        };
        return input.GruCellResetAfter(joined, _decoder.Weights[0]);
    }

    private Tensor Attend(Tensor query, Tensor memory, Tensor mask) => Options.Attention == SequenceAttention.DotProduct
        ? query.ScaledDotProductAttention(memory, memory, mask, scale: 1)
        : query.AdditiveAttention(memory, memory, _queryProjection!.Weight, _keyProjection!.Weight, _score!, mask).Context;

    private sealed class Decoding : ISequenceDecoding
    {
        private readonly Seq2Seq _model;
        private Tensor _memory;
        private Tensor _mask;
        private Tensor _state;

        public Decoding(Seq2Seq model, PaddedSequences sources)
        {
            _model = model;
            Tensor[] results = model.Call(() =>
            {
                var (memory, mask, state) = model.Encode(sources);
                return [memory, mask, state];
            });
            (_memory, _mask, _state) = (results[0].Keep(), results[1].Keep(), results[2].Keep());
        }

        public Tensor Next(Tensor tokens)
        {
            Tensor[] results = _model.Call(() =>
            {
                Tensor state = _model.Advance(_model._targetEmbedding.Forward(tokens), _state, _memory, _mask);
                return [state, _model._output.Forward(state).LogSoftmax()];
            });
            _state.Dispose();
            _state = results[0].Keep();
            return results[1];
        }

        public void Reorder(Tensor indices)
        {
            Tensor memory = _memory.IndexSelect(0, indices), mask = _mask.IndexSelect(0, indices), state = _state.IndexSelect(0, indices);
            Dispose();
            (_memory, _mask, _state) = (memory.Keep(), mask.Keep(), state.Keep());
        }

        public void Dispose()
        {
            _memory.Dispose();
            _mask.Dispose();
            _state.Dispose();
        }
    }
}
