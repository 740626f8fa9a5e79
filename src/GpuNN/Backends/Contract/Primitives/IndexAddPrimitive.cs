namespace GpuNN.Backends;

/// <summary>Adds whole slices along an axis: output[.., index[i], ..] += source[.., i, ..], in place; equal indices add up.
/// Inputs: int64 indices [k], and a source of the output's type with extent k on the axis. The transpose of
/// <see cref="IndexSelectPrimitive"/>.</summary>
/// <param name="Axis">The axis, from the start.</param>
public sealed record IndexAddPrimitive(int Axis) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "IndexAdd";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => inputs[1].Count;
}
