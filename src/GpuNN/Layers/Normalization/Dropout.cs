namespace GpuNN.Layers;

/// <summary><see cref="Operators.Dropout"/> in training, the identity in prediction.</summary>
public sealed class Dropout : Layer
{
    /// <summary>A layer that drops with this probability.</summary>
    /// <param name="probability">The probability that an element is dropped.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
    public Dropout(double probability = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        Probability = probability;
    }

    /// <summary>The probability that an element is dropped.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Dropout(Probability, IsTraining);
}
