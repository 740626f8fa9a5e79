namespace GpuNN.Layers;

/// <summary><see cref="Operators.LocalResponseNorm"/> as a layer.</summary>
/// <param name="size">How many neighbouring channels.</param>
/// <param name="alpha">α.</param>
/// <param name="beta">β.</param>
/// <param name="k">k.</param>
public sealed class LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1) : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.LocalResponseNorm(size, alpha, beta, k);
}
