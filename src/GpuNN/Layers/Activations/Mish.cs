namespace GpuNN.Layers;

/// <summary><see cref="Operators.Mish(Tensor)"/> as a layer.</summary>
public sealed class Mish : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Mish();
}
