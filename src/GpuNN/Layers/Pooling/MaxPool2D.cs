namespace GpuNN.Layers;

/// <summary><see cref="Operators.MaxPool2D(Tensor, Size2D, MaxPool2DOptions?)"/> as a layer.</summary>
/// <param name="kernel">The window.</param>
/// <param name="options">Stride (the window's extent where left out), padding and the rest.</param>
public sealed class MaxPool2D(Size2D kernel, MaxPool2DOptions? options = null) : Layer
{
    /// <summary>The window.</summary>
    public Size2D Kernel { get; } = kernel;

    /// <summary>Stride, padding and the rest.</summary>
    public MaxPool2DOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.MaxPool2D(Kernel, Options);
}
