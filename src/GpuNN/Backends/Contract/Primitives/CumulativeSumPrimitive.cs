namespace GpuNN.Backends;

/// <summary>Running sums along an axis: output[i] = Σ input[0..i], or Σ input[i..] from the end. The output has the input's
/// shape.</summary>
/// <param name="Axis">The axis, from the start.</param>
/// <param name="IsReversed">Whether sums run from the end.</param>
public sealed record CumulativeSumPrimitive(int Axis, bool IsReversed = false) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CumulativeSum";
}
