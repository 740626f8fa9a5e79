namespace GpuNN.Layers;

/// <summary><see cref="Operators.AvgPool1D(Tensor, int, AvgPool1DOptions?)"/> as a layer.</summary>
/// <param name="kernel">The window.</param>
/// <param name="options">Stride (the window's extent where left out), padding and the rest.</param>
public sealed class AvgPool1D(int kernel, AvgPool1DOptions? options = null) : Layer
{
    /// <summary>The window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Stride, padding and the rest.</summary>
    public AvgPool1DOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.AvgPool1D(Kernel, Options);
}
