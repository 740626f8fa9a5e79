namespace GpuNN.Layers;

/// <summary><see cref="Operators.Softplus(Tensor, double, double)"/> as a layer.</summary>
/// <param name="beta">β.</param>
/// <param name="threshold">Where β·x is larger, the result is x.</param>
public sealed class Softplus(double beta = 1, double threshold = 20) : Layer
{
    /// <summary>β.</summary>
    public double Beta { get; } = beta;

    /// <summary>Where β·x is larger, the result is x.</summary>
    public double Threshold { get; } = threshold;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Softplus(Beta, Threshold);
}
