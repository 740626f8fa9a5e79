namespace GpuNN.Backends;

/// <summary>Picks whole slices along an axis: output[.., i, ..] = x[.., index[i], ..]. Inputs: x, and int64 indices [k]; the
/// output has x's shape with extent k on the axis. An index outside of the axis is an error where the device can report
/// one.</summary>
/// <param name="Axis">The axis, from the start.</param>
public sealed record IndexSelectPrimitive(int Axis) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "IndexSelect";
}
