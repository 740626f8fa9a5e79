namespace GpuNN.Layers;

/// <summary><see cref="Operators.Identity(Tensor)"/> as a layer.</summary>
public sealed class Identity : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Identity();
}
