namespace GpuNN.Layers;

/// <summary>Sums, means or maxima of rows by index (<see cref="Operators.EmbeddingBag"/>): bags of words and n-grams.</summary>
public sealed class EmbeddingBag : Module
{
    /// <summary>A module with normally distributed weights.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="size">Their length.</param>
    /// <param name="mode">Sum, mean or maximum.</param>
    /// <param name="device">Where the weights live.</param>
    public EmbeddingBag(int count, int size, EmbeddingBagMode mode = EmbeddingBagMode.Mean, Device? device = null)
    {
        Weight = Register("weight", new Parameter(Operators.Normal([count, size], device: device)));
        Mode = mode;
    }

    /// <summary>[count, size].</summary>
    public Parameter Weight { get; }

    /// <summary>Sum, mean or maximum.</summary>
    public EmbeddingBagMode Mode { get; }

    /// <summary>Looks bags up.</summary>
    /// <param name="indices">The bags' indices, one bag after the other [n], int32 or int64.</param>
    /// <param name="offsets">Where each bag begins [bags], int32 or int64.</param>
    /// <returns>[bags, size].</returns>
    public Tensor Forward(Tensor indices, Tensor offsets) => Call(() => [Weight.EmbeddingBag(indices, offsets, Mode)])[0];
}
