namespace GpuNN.Layers;

/// <summary><see cref="Operators.Sigmoid(Tensor)"/> as a layer.</summary>
public sealed class Sigmoid : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Sigmoid();
}
