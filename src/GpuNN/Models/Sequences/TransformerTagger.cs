using GpuNN.Layers;
using GpuNN.Text;

namespace GpuNN.Models.Sequences;

/// <summary>A transformer's encoder with a linear map on each token: a class for each place, from all of the sequence.</summary>
public sealed class TransformerTagger : Module
{
    private readonly Embedding _embedding;
    private readonly PositionalEncoding _positions;
    private readonly TransformerEncoder _encoder;
    private readonly Linear _output;

    /// <summary>A model.</summary>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="layers">How many layers.</param>
    /// <param name="options">Their sizes.</param>
    /// <param name="longest">The longest sequence.</param>
    /// <param name="device">Where the weights live.</param>
    public TransformerTagger(
        int vocabulary, int classes, int layers, TransformerOptions options, int longest = 512, Device? device = null)
    {
        _embedding = Register("embedding", new Embedding(vocabulary, options.Size, device: device));
        _positions = Register("positions", new PositionalEncoding(options.Size, longest, options.Dropout, device));
        _encoder = Register("encoder", new TransformerEncoder(layers, options, normalizesLast: true, device));
        _output = Register("output", new Linear(options.Size, classes, device: device));
    }

    /// <summary>Tags sequences.</summary>
    /// <returns>Logits [N, T, classes]; those behind a sequence's end mean nothing.</returns>
    public Tensor Forward(PaddedSequences sequences) => Call(() =>
    {
        Tensor tokens = _positions.Forward(_embedding.Forward(sequences.Tokens));
        return [_output.Forward(_encoder.Forward(tokens, padding: sequences.IsPadding))];
    })[0];
}
