namespace GpuNN.Layers;

/// <summary><see cref="Operators.MaxPool3D(Tensor, Size3D, MaxPool3DOptions?)"/> as a layer.</summary>
/// <param name="kernel">The window.</param>
/// <param name="options">Stride (the window's extent where left out), padding and the rest.</param>
public sealed class MaxPool3D(Size3D kernel, MaxPool3DOptions? options = null) : Layer
{
    /// <summary>The window.</summary>
    public Size3D Kernel { get; } = kernel;

    /// <summary>Stride, padding and the rest.</summary>
    public MaxPool3DOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.MaxPool3D(Kernel, Options);
}
