namespace GpuNN.Layers;

/// <summary><see cref="Operators.LogSigmoid(Tensor)"/> as a layer.</summary>
public sealed class LogSigmoid : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.LogSigmoid();
}
