namespace GpuNN.Backends;

/// <summary>Reduces the input over axes. The output has the input's rank, with extent 1 on the reduced axes.</summary>
/// <param name="Function">How elements become one.</param>
/// <param name="Axes">Bit a is set where axis a is reduced.</param>
/// <param name="Correction">What <see cref="ReduceFunction.Variance"/> takes off the count.</param>
public sealed record ReducePrimitive(ReduceFunction Function, int Axes, double Correction = 0) : Primitive
{
    /// <inheritdoc/>
    public override string Name => $"Reduce{Function}";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => inputs[0].Count;
}
