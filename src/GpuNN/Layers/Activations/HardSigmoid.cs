namespace GpuNN.Layers;

/// <summary><see cref="Operators.HardSigmoid(Tensor)"/> as a layer.</summary>
public sealed class HardSigmoid : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.HardSigmoid();
}
