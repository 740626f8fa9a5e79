namespace GpuNN.Backends;

/// <summary>y[i, f] = max x[column[e], f] over the entries e of row i; NaN is the largest, of equal elements the first entry
/// counts, and a row without entries gives 0. Inputs: offsets [rows + 1] (int32), columns [entries] (int32),
/// X [columns, F]; outputs: Y [rows, F], and the entry e that each element came from [rows, F] (int32), −1 where there was
/// none.</summary>
public sealed record CsrMaximumPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CsrMaximum";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        (double)inputs[1].Count * inputs[2][1];
}
