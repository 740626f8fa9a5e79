namespace GpuNN.Backends;

/// <summary>Adds along an axis, element by element: output[.., index[.., i, ..], ..] += source[.., i, ..], in place; equal
/// indices add up. Inputs: int64 indices, and a source of the output's type and at least the indices' extents. The
/// transpose of <see cref="GatherPrimitive"/>.</summary>
/// <param name="Axis">The axis, from the start.</param>
public sealed record ScatterAddPrimitive(int Axis) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "ScatterAdd";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => inputs[0].Count;
}
