namespace GpuNN.Backends;

/// <summary>y[p, indices[p, o]] takes x[p, o], everything else is 0. Inputs: x [P, O], indices [P, O] (int64); output:
/// y [P, I]. The gradient of max poolings (which adds) and max unpooling (which sets).</summary>
/// <param name="Adds">Whether elements that meet at a position are added; otherwise the last one in row-major order
/// stays.</param>
public sealed record PlaneScatterPrimitive(bool Adds) : Primitive
{
    /// <summary>The windows that the positions were chosen from, where they are known: a position then comes from one of the
    /// windows that cover it.</summary>
    public PoolingGeometry? Windows { get; init; }

    /// <inheritdoc/>
    public override string Name => "PlaneScatter";
}
