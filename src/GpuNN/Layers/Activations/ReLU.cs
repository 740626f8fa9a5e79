namespace GpuNN.Layers;

/// <summary><see cref="Operators.ReLU(Tensor)"/> as a layer.</summary>
public sealed class ReLU : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.ReLU();
}
