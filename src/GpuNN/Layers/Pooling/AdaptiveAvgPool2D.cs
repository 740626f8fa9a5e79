namespace GpuNN.Layers;

/// <summary><see cref="Operators.AdaptiveAvgPool2D"/> as a layer.</summary>
/// <param name="output">H'×W'.</param>
public sealed class AdaptiveAvgPool2D(Size2D output) : Layer
{
    /// <summary>H'×W'.</summary>
    public Size2D Output { get; } = output;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.AdaptiveAvgPool2D(Output);
}
