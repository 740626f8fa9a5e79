using GpuNN.Initializers;
using GpuNN.Layers;
using GpuNN.Text;

namespace GpuNN.Models.Text;

/// <summary>BERT (Devlin et al., 2018): a transformer's encoder that sees both sides, trained to guess hidden tokens. Learned
/// positions, GELU, and the words' vectors once more as the weights of the last map.</summary>
public sealed class Bert : Module
{
    private const double Epsilon = 1e-12;

    private readonly Embedding _tokens;
    private readonly Embedding _positions;
    private readonly Embedding _segments;
    private readonly LayerNorm _norm;
    private readonly TransformerEncoder _encoder;
    private readonly Linear _transform;
    private readonly LayerNorm _transformNorm;
    private readonly Parameter _outputBias;

    /// <summary>A model; weights are normal with deviation 0.02, cut at two deviations, biases 0.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="device">Where the weights live.</param>
    public Bert(BertOptions options, Device? device = null)
    {
        Options = options;
        int size = options.Size;
        var layer = new TransformerOptions
        {
            Size = size,
            Heads = options.Heads,
            FeedForwardSize = 4 * size,
            Dropout = options.Dropout,
            Activation = Operators.GELU,
            Epsilon = Epsilon,
        };
        _tokens = Register("tokens", new Embedding(options.Vocabulary, size, device: device));
        _positions = Register("positions", new Embedding(options.Longest, size, device: device));
        _segments = Register("segments", new Embedding(options.Segments, size, device: device));
        _norm = Register("norm", new LayerNorm([size], Epsilon, device: device));
        _encoder = Register("encoder", new TransformerEncoder(options.Layers, layer, device: device));
        _transform = Register("transform", new Linear(size, size, device: device));
        _transformNorm = Register("transform_norm", new LayerNorm([size], Epsilon, device: device));
        _outputBias = Register("output_bias", Initialize.Constant([options.Vocabulary], 0, device));
        InitializeWeights();
    }

    /// <summary>Sizes.</summary>
    public BertOptions Options { get; }

    /// <summary>The tokens' features in their context.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="segments">The segment of each token [N, T], int64; 0 everywhere where left out.</param>
    /// <returns>[N, T, size].</returns>
    public Tensor Encode(PaddedSequences sequences, Tensor? segments = null) => Call(() =>
    {
        Tensor positions = Tensor.Arange(sequences.Tokens.Shape[1], DType.Int64, sequences.Tokens.Device);
        Tensor kinds = segments is null ? _segments.Weight.Select(0, 0) : _segments.Forward(segments);
        Tensor sum = _tokens.Forward(sequences.Tokens) + _positions.Forward(positions) + kinds;
        return [_encoder.Forward(_norm.Forward(sum).Dropout(Options.Dropout, IsTraining), padding: sequences.IsPadding)];
    })[0];

    /// <summary>Guesses the token of each place.</summary>
    /// <inheritdoc cref="Encode" path="/param"/>
    /// <returns>Logits [N, T, vocabulary].</returns>
    public Tensor Forward(PaddedSequences sequences, Tensor? segments = null) => Call(() =>
    {
        Tensor features = _transformNorm.Forward(_transform.Forward(Encode(sequences, segments)).GELU());
        return [features.Linear(_tokens.Weight, _outputBias)];
    })[0];

    /// <summary>The mean cross-entropy of the hidden tokens.</summary>
    public Tensor Loss(MaskedTokens masked)
    {
        Device device = _tokens.Weight.Device;
        PaddedSequences inputs = PaddedSequences.Of(masked.Inputs, device);
        long rows = inputs.Tokens.Shape[0], steps = inputs.Tokens.Shape[1];
        var targets = new long[rows * steps];
        Array.Fill(targets, MaskedTokens.Ignored);
        for (int row = 0; row < rows; row++) masked.Targets[row].CopyTo(targets, row * steps);
        Tensor logits = Forward(inputs);
        return logits.Reshape(rows * steps, Options.Vocabulary)
            .CrossEntropy(Tensor.From(targets, device), ignoredIndex: MaskedTokens.Ignored);
    }

    private void InitializeWeights()
    {
        var weights = new TruncatedNormalInitializer(standardDeviation: 0.02);
        var zeros = new ConstantInitializer(0);
        foreach (var (name, parameter) in NamedParameters)
        {
            if (name.EndsWith("bias", StringComparison.Ordinal)) zeros.Apply(parameter);
            else if (parameter.Rank == 2) weights.Apply(parameter);
        }
    }
}
