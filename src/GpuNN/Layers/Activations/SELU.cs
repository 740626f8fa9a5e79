namespace GpuNN.Layers;

/// <summary><see cref="Operators.SELU(Tensor)"/> as a layer.</summary>
public sealed class SELU : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.SELU();
}
