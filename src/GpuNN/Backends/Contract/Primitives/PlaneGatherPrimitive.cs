namespace GpuNN.Backends;

/// <summary>y[p, o] = x[p, indices[p, o]]: from each plane the elements at the positions that a max pooling chose. Inputs:
/// x [P, I], indices [P, O] (int64); output: y [P, O].</summary>
public sealed record PlaneGatherPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "PlaneGather";
}
