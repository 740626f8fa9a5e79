using GpuNN.Layers;
using GpuNN.Text;

namespace GpuNN.Models.Sequences;

/// <summary>The transformer (Vaswani et al., 2017): an encoder over the source, a decoder that sees its own tokens up to each
/// place and all of the source. In decoding, keys and values of the tokens before are kept, so that each token costs one
/// step.</summary>
public sealed class TransformerSeq2Seq : Module, ISequenceDecoder
{
    private readonly Embedding _sourceEmbedding;
    private readonly Embedding _targetEmbedding;
    private readonly PositionalEncoding _positions;
    private readonly TransformerEncoder _encoder;
    private readonly TransformerDecoder _decoder;
    private readonly Linear _output;

    /// <summary>A model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="device">Where the weights live.</param>
    public TransformerSeq2Seq(TransformerSeq2SeqOptions options, Device? device = null)
    {
        Options = options;
        int size = options.Layer.Size;
        _sourceEmbedding = Register("source", new Embedding(options.Vocabulary, size, device: device));
        _targetEmbedding = Register("target", new Embedding(options.Vocabulary, size, device: device));
        _positions = Register("positions", new PositionalEncoding(size, options.Longest, options.Layer.Dropout, device));
        _encoder = Register("encoder", new TransformerEncoder(options.Layers, options.Layer, normalizesLast: true, device));
        _decoder = Register("decoder", new TransformerDecoder(options.Layers, options.Layer, normalizesLast: true, device));
        _output = Register("output", new Linear(size, options.Vocabulary, device: device));
    }

    /// <summary>Sizes.</summary>
    public TransformerSeq2SeqOptions Options { get; }

    /// <summary>Reads sources and, by teacher forcing, targets.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="targets">&lt;s&gt; and the targets' tokens [N, L], int64.</param>
    /// <returns>The logits of the token behind each one [N, L, vocabulary].</returns>
    public Tensor Forward(PaddedSequences sources, Tensor targets) => Call(() =>
    {
        var (memory, padding) = Encode(sources);
        Tensor tokens = _positions.Forward(_targetEmbedding.Forward(targets));
        return [_output.Forward(_decoder.Forward(tokens, memory, memoryPadding: padding))];
    })[0];

    /// <summary>The mean cross-entropy of targets, their ends among them, by teacher forcing.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="targets">The targets' tokens, without &lt;s&gt; and &lt;/s&gt;.</param>
    public Tensor Loss(PaddedSequences sources, IReadOnlyList<long[]> targets) =>
        TeacherForcing.Loss(targets, sources.Tokens.Device, tokens => Forward(sources, tokens));

    /// <inheritdoc/>
    public ISequenceDecoding Begin(PaddedSequences sources) => new Decoding(this, sources);

    private (Tensor Memory, Tensor Padding) Encode(PaddedSequences sources)
    {
        Tensor padding = sources.IsPadding;
        return (_encoder.Forward(_positions.Forward(_sourceEmbedding.Forward(sources.Tokens)), padding: padding), padding);
    }

    private sealed class Decoding : ISequenceDecoding
    {
        private readonly TransformerSeq2Seq _model;
        private readonly KeyValueCache[] _caches;
        private Tensor _memory;
        private Tensor _padding;

        public Decoding(TransformerSeq2Seq model, PaddedSequences sources)
        {
            _model = model;
            _caches = model._decoder.CreateCaches();
            Tensor[] results = model.Call(() =>
            {
                var (memory, padding) = model.Encode(sources);
                return [memory, padding];
            });
            (_memory, _padding) = (results[0].Keep(), results[1].Keep());
        }

        public Tensor Next(Tensor tokens) => _model.Call(() =>
        {
            Tensor token = _model._positions.Forward(_model._targetEmbedding.Forward(tokens.Unsqueeze(1)), _caches[0].Count);
            Tensor result = _model._decoder.Forward(token, _memory, _caches, _padding);
            return [_model._output.Forward(result).Squeeze(1).LogSoftmax()];
        })[0];

        public void Reorder(Tensor indices)
        {
            Tensor memory = _memory.IndexSelect(0, indices), padding = _padding.IndexSelect(0, indices);
            _memory.Dispose();
            _padding.Dispose();
            (_memory, _padding) = (memory.Keep(), padding.Keep());
            foreach (KeyValueCache cache in _caches) cache.Reorder(indices);
        }

        public void Dispose()
        {
            _memory.Dispose();
            _padding.Dispose();
            foreach (KeyValueCache cache in _caches) cache.Dispose();
        }
    }
}
