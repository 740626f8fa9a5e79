namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="SoftmaxPrimitive"/>: dx = y·(dy − Σ dy·y) along the axis, or where
/// <paramref name="IsLogarithmic"/> dx = dy − exp(y)·Σ dy. Inputs: dy, y; output: dx, all of one shape.</summary>
/// <param name="Axis">The axis, counted from the start.</param>
/// <param name="IsLogarithmic">Whether y is a logarithm.</param>
public sealed record SoftmaxGradientPrimitive(int Axis, bool IsLogarithmic) : Primitive
{
    /// <inheritdoc/>
    public override string Name => IsLogarithmic ? "LogSoftmaxGradient" : "SoftmaxGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => 4.0 * outputs[0].Count;
}
