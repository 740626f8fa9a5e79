namespace GpuNN.Layers;

/// <summary><see cref="Operators.GELUTanh(Tensor)"/> as a layer.</summary>
public sealed class GELUTanh : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.GELUTanh();
}
