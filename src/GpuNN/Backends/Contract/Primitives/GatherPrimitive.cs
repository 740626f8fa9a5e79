namespace GpuNN.Backends;

/// <summary>Picks along an axis, element by element: output[.., i, ..] = x[.., index[.., i, ..], ..]. Inputs: x, and int64
/// indices with x's rank, whose extents are at most x's on the other axes; the output has the indices' shape. An index
/// outside of the axis is an error where the device can report one.</summary>
/// <param name="Axis">The axis, from the start.</param>
public sealed record GatherPrimitive(int Axis) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "Gather";
}
