namespace GpuNN.Layers;

/// <summary><see cref="Operators.GlobalAvgPool"/> as a layer.</summary>
public sealed class GlobalAvgPool : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.GlobalAvgPool();
}
