using GpuNN.Initializers;
using GpuNN.Layers;
using GpuNN.Text;

namespace GpuNN.Models.Text;

/// <summary>Joulin's classifier (fastText, 2016): the mean of the vectors of a text's words and n-grams, and a linear map. N-grams
/// share a table by hashing (<see cref="HashedNGrams"/>).</summary>
public sealed class FastText : Module
{
    private readonly EmbeddingBag _features;
    private readonly Linear _output;

    /// <summary>A model, its features' vectors uniform in ±1/size.</summary>
    /// <param name="features">What a text is made of.</param>
    /// <param name="size">Features of a word or n-gram.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="device">Where the weights live.</param>
    public FastText(HashedNGrams features, int size, int classes, Device? device = null)
    {
        Features = features;
        _features = Register("features", new EmbeddingBag(features.Count, size, EmbeddingBagMode.Mean, device));
        new UniformInitializer(-1.0 / size, 1.0 / size).Apply(_features.Weight);
        _output = Register("output", new Linear(size, classes, device: device));
    }

    /// <summary>What a text is made of.</summary>
    public HashedNGrams Features { get; }

    /// <summary>Classifies texts.</summary>
    /// <param name="texts">The words of each, one or more.</param>
    /// <returns>Logits [texts, classes].</returns>
    public Tensor Forward(IReadOnlyList<long[]> texts)
    {
        var (indices, offsets) = Features.Bags(texts, _features.Weight.Device);
        return Forward(indices, offsets);
    }

    /// <summary>Classifies texts whose features are looked up already (<see cref="HashedNGrams.Bags"/>).</summary>
    /// <param name="indices">The features of all texts, one text after the other [n], int64.</param>
    /// <param name="offsets">Where each text begins [texts], int64.</param>
    /// <returns>Logits [texts, classes].</returns>
    public Tensor Forward(Tensor indices, Tensor offsets) => Call(() => [_output.Forward(_features.Forward(indices, offsets))])[0];
}
