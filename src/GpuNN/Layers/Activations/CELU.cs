namespace GpuNN.Layers;

/// <summary><see cref="Operators.CELU(Tensor, double)"/> as a layer.</summary>
/// <param name="alpha">α.</param>
public sealed class CELU(double alpha = 1) : Layer
{
    /// <summary>α.</summary>
    public double Alpha { get; } = alpha;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.CELU(Alpha);
}
