namespace GpuNN.Backends;

/// <summary>y = exp(x − max x)/Σ exp(x − max x) along an axis, or where <paramref name="IsLogarithmic"/> its logarithm
/// x − max x − log Σ exp(x − max x). Input: x; output: y of the same shape. Infinities act as in these formulas: a row of
/// nothing but −∞ gives NaN.</summary>
/// <param name="Axis">The axis, counted from the start.</param>
/// <param name="IsLogarithmic">Whether the logarithm is wanted.</param>
public sealed record SoftmaxPrimitive(int Axis, bool IsLogarithmic) : Primitive
{
    /// <inheritdoc/>
    public override string Name => IsLogarithmic ? "LogSoftmax" : "Softmax";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => 5.0 * outputs[0].Count;
}
