namespace GpuNN.Backends;

/// <summary>The index of the largest or smallest element along an axis, the first of equal ones; NaN counts as more extreme
/// than any number. The output is int64 and has the input's rank, with extent 1 on the axis.</summary>
/// <param name="Axis">The axis, from the start.</param>
/// <param name="IsMinimum">Whether the smallest is sought.</param>
public sealed record ArgReducePrimitive(int Axis, bool IsMinimum) : Primitive
{
    /// <inheritdoc/>
    public override string Name => IsMinimum ? "ArgMin" : "ArgMax";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => inputs[0].Count;
}
