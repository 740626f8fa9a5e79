namespace GpuNN.Backends;

/// <summary>The first elements of each line along an axis in sorted order, and where they came from. The order is stable,
/// NaN counts as greater than any number. Outputs: values, of the input's type, and int64 indices; both have the input's
/// shape with the extent <paramref name="Count"/> on the axis. With the whole extent this is a sort, with less a
/// top-k.</summary>
/// <param name="Axis">The axis, from the start.</param>
/// <param name="IsDescending">Whether the largest comes first.</param>
/// <param name="Count">How many are wanted; at most the extent.</param>
public sealed record SortPrimitive(int Axis, bool IsDescending, long Count) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "Sort";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        inputs[0].Count * Math.Log2(Math.Max(Count, 2));
}
