namespace GpuNN.Backends;

/// <summary>d[e] = Σ_f a[row of e, f]·b[column[e], f]: the entries of A·Bᵀ where a sparse matrix has its own. Inputs:
/// offsets [rows + 1] (int32), columns [entries] (int32), A [rows, F], B [columns, F]; output: d [entries].</summary>
public sealed record SampledDenseDensePrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "SampledDenseDense";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        2.0 * inputs[1].Count * inputs[2][1];
}
