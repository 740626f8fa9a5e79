namespace GpuNN.Layers;

/// <summary><see cref="Operators.Tanh(Tensor)"/> as a layer.</summary>
public sealed class Tanh : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Tanh();
}
