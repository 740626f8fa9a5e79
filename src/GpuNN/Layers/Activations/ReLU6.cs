namespace GpuNN.Layers;

/// <summary><see cref="Operators.ReLU6(Tensor)"/> as a layer.</summary>
public sealed class ReLU6 : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.ReLU6();
}
