namespace GpuNN.Layers;

/// <summary><see cref="Operators.AvgPool2D(Tensor, Size2D, AvgPool2DOptions?)"/> as a layer.</summary>
/// <param name="kernel">The window.</param>
/// <param name="options">Stride (the window's extent where left out), padding and the rest.</param>
public sealed class AvgPool2D(Size2D kernel, AvgPool2DOptions? options = null) : Layer
{
    /// <summary>The window.</summary>
    public Size2D Kernel { get; } = kernel;

    /// <summary>Stride, padding and the rest.</summary>
    public AvgPool2DOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.AvgPool2D(Kernel, Options);
}
