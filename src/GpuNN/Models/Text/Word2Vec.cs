using GpuNN.Initializers;
using GpuNN.Layers;
using GpuNN.Text;

namespace GpuNN.Models.Text;

/// <summary>word2vec (Mikolov et al., 2013): words get vectors that predict their company. Skip-gram or bag of words, by a Huffman
/// tree or by negative sampling from counts^¾.</summary>
public sealed class Word2Vec : Module
{
    private readonly EmbeddingBag _input;
    private readonly Parameter _output;
    private readonly Tensor? _nodes;
    private readonly Tensor? _codes;
    private readonly Tensor? _noise;

    /// <summary>A model: vectors uniform in ±0.5/size, the output side 0.</summary>
    /// <param name="counts">How often each word was seen: the tree, and the noise.</param>
    /// <param name="options">Sizes and choices.</param>
    /// <param name="device">Where the weights live.</param>
    public Word2Vec(ReadOnlySpan<long> counts, Word2VecOptions options, Device? device = null)
    {
        Options = options;
        int size = options.Size;
        _input = Register("input", new EmbeddingBag(counts.Length, size, EmbeddingBagMode.Mean, device));
        new UniformInitializer(-0.5 / size, 0.5 / size).Apply(_input.Weight);
        if (options.Loss == Word2VecLoss.HierarchicalSoftmax)
        {
            var tree = new HuffmanTree(counts);
            (_nodes, _codes) = tree.Paths([.. Enumerable.Range(0, counts.Length).Select(word => (long)word)], device);
            _nodes.Keep();
            _codes.Keep();
            _output = Register("output", Initialize.Constant([tree.InnerNodeCount, size], 0, device));
            return;
        }

        float[] noise = [.. counts.ToArray().Select(count => (float)Math.Pow(count, 0.75))];
        _noise = Tensor.From(noise, device).Keep();
        _output = Register("output", Initialize.Constant([counts.Length, size], 0, device));
    }

    /// <summary>Sizes and choices.</summary>
    public Word2VecOptions Options { get; }

    /// <summary>The words' vectors [words, size].</summary>
    public Parameter Vectors => _input.Weight;

    /// <summary>The mean loss of examples.</summary>
    /// <param name="examples">The examples.</param>
    public Tensor Loss(WordContexts examples)
    {
        Device device = _input.Weight.Device;
        Tensor inputs = Tensor.From(examples.Inputs, device), offsets = Tensor.From(examples.Offsets, device);
        Tensor words = Tensor.From(examples.Targets, device);
        return Call(() =>
        {
            Tensor hidden = _input.Forward(inputs, offsets);
            if (_noise is null)
                return [hidden.HierarchicalSoftmax(_output, _nodes!.IndexSelect(0, words), _codes!.IndexSelect(0, words))];
            Tensor drawn = _noise.Multinomial(words.Count * Options.Negatives, replacement: true);
            return [hidden.NegativeSampling(
                _output.Embedding(words), _output.Embedding(drawn.Reshape(words.Count, Options.Negatives)))];
        })[0];
    }

    /// <summary>The words whose vectors point most nearly the same way (cosine), nearest first, without the word itself.</summary>
    public int[] Nearest(int word, int count)
    {
        using IDisposable restoration = NoGrad.Begin();
        return [.. Call(() =>
        {
            Tensor unit = Vectors / Vectors.Norm([1], keepAxes: true).Maximum(Tensor.Scalar(1e-12, device: Vectors.Device));
            Tensor cosines = unit.MatMul(unit.Select(0, word).Unsqueeze(1)).Squeeze(1);
            return [cosines.TopK(count + 1).Indices];
        })[0].ToArray<long>().Select(index => (int)index).Where(index => index != word).Take(count)];
    }
}
