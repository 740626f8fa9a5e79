namespace GpuNN.Layers;

/// <summary><see cref="Operators.SiLU(Tensor)"/> as a layer.</summary>
public sealed class SiLU : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.SiLU();
}
