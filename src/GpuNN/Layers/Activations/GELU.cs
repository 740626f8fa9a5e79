namespace GpuNN.Layers;

/// <summary><see cref="Operators.GELU(Tensor)"/> as a layer.</summary>
public sealed class GELU : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.GELU();
}
