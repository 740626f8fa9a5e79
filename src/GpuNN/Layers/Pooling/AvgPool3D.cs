namespace GpuNN.Layers;

/// <summary><see cref="Operators.AvgPool3D(Tensor, Size3D, AvgPool3DOptions?)"/> as a layer.</summary>
/// <param name="kernel">The window.</param>
/// <param name="options">Stride (the window's extent where left out), padding and the rest.</param>
public sealed class AvgPool3D(Size3D kernel, AvgPool3DOptions? options = null) : Layer
{
    /// <summary>The window.</summary>
    public Size3D Kernel { get; } = kernel;

    /// <summary>Stride, padding and the rest.</summary>
    public AvgPool3DOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.AvgPool3D(Kernel, Options);
}
