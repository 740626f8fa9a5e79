using GpuNN.Backends;
using GpuNN.Initializers;
using GpuNN.Layers;

namespace GpuNN.Models.Text;

/// <summary>Kim's convolutional network for sentences (2014): filters over word windows, of each its k strongest responses in
/// the order in which they come (1-max, k-max pooling over time), dropout, a linear map.</summary>
public sealed class TextCnn : Layer
{
    private readonly Embedding _embedding;
    private readonly ModuleList<Conv1D> _convolutions;
    private readonly Dropout _dropout;
    private readonly Linear _output;

    /// <summary>A model, its words' vectors uniform in ±0.25, as Kim's unknown ones.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="device">Where the weights live.</param>
    public TextCnn(TextCnnOptions options, Device? device = null)
    {
        Options = options;
        _embedding = Register("embedding", new Embedding(options.Vocabulary, options.EmbeddingSize, device: device));
        new UniformInitializer(-0.25, 0.25).Apply(_embedding.Weight);
        _convolutions = Register("convolutions", new ModuleList<Conv1D>(options.Widths.Select(width =>
            new Conv1D(options.EmbeddingSize, options.Filters, width, activation: Activation.ReLU, device: device))));
        _dropout = Register("dropout", new Dropout(options.Dropout));
        int pooled = options.Widths.Count * options.Filters * options.Strongest;
        _output = Register("output", new Linear(pooled, options.Classes, device: device));
    }

    /// <summary>Sizes.</summary>
    public TextCnnOptions Options { get; }

    /// <summary>Tokens [N, L] (int64), L at least the widest filter's width and k − 1 more, to logits [N, classes].</summary>
    protected override Tensor Compute(Tensor input)
    {
        Tensor words = _embedding.Forward(input).Transpose(1, 2).Contiguous();
        Tensor[] pooled =
            [.. _convolutions.Select(convolution => convolution.Forward(words).KMaxPool1D(Options.Strongest).Flatten(1))];
        return _output.Forward(_dropout.Forward(Operators.Concat(1, pooled)));
    }
}
