namespace GpuNN.Layers;

/// <summary>Rows by index (<see cref="Operators.Embedding"/>).</summary>
public sealed class Embedding : Layer
{
    /// <summary>A layer with normally distributed weights, the padding row 0.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="size">Their length.</param>
    /// <param name="paddingIndex">A row that stays 0, or none.</param>
    /// <param name="device">Where the weights live.</param>
    public Embedding(int count, int size, long? paddingIndex = null, Device? device = null)
    {
        using IDisposable restoration = NoGrad.Begin();
        Tensor weight = Operators.Normal([count, size], device: device);
        if (paddingIndex is { } padding)
        {
            Tensor rows = Tensor.Arange(count, device: weight.Device).Equal(padding).Unsqueeze(1);
            weight = weight.MaskedFill(rows, 0);
        }

        Weight = Register("weight", new Parameter(weight));
        PaddingIndex = paddingIndex;
    }

    /// <summary>[count, size].</summary>
    public Parameter Weight { get; }

    /// <summary>A row that stays 0, or none.</summary>
    public long? PaddingIndex { get; }

    /// <summary>Indices of any shape to the same shape and a row for each.</summary>
    protected override Tensor Compute(Tensor input) => Weight.Embedding(input, PaddingIndex);
}
