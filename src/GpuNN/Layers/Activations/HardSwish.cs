namespace GpuNN.Layers;

/// <summary><see cref="Operators.HardSwish(Tensor)"/> as a layer.</summary>
public sealed class HardSwish : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.HardSwish();
}
