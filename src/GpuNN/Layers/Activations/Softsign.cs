namespace GpuNN.Layers;

/// <summary><see cref="Operators.Softsign(Tensor)"/> as a layer.</summary>
public sealed class Softsign : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Softsign();
}
