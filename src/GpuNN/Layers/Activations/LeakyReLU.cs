namespace GpuNN.Layers;

/// <summary><see cref="Operators.LeakyReLU(Tensor, double)"/> as a layer.</summary>
/// <param name="slope">The slope below 0.</param>
public sealed class LeakyReLU(double slope = 0.01) : Layer
{
    /// <summary>The slope below 0.</summary>
    public double Slope { get; } = slope;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.LeakyReLU(Slope);
}
