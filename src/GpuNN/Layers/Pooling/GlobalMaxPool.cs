namespace GpuNN.Layers;

/// <summary><see cref="Operators.GlobalMaxPool"/> as a layer.</summary>
public sealed class GlobalMaxPool : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.GlobalMaxPool();
}
