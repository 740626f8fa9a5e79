namespace GpuNN.Layers;

/// <summary><see cref="Operators.MaxPool1D(Tensor, int, MaxPool1DOptions?)"/> as a layer.</summary>
/// <param name="kernel">The window.</param>
/// <param name="options">Stride (the window's extent where left out), padding and the rest.</param>
public sealed class MaxPool1D(int kernel, MaxPool1DOptions? options = null) : Layer
{
    /// <summary>The window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Stride, padding and the rest.</summary>
    public MaxPool1DOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.MaxPool1D(Kernel, Options);
}
