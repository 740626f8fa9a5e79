namespace GpuNN.Backends;

/// <summary>How many elements of a sorted line are not above a value: the first index whose element is. Inputs: sorted lines
/// [rows, n], values [rows, k] of the same type; output int64 [rows, k].</summary>
public sealed record SearchSortedPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "SearchSorted";
}
