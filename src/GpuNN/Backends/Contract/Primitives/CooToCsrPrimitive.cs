namespace GpuNN.Backends;

/// <summary>Sorts entries by row, stably: offset[i] counts the entries with a row below i, and order lists the entries'
/// positions row by row. Input: rows [entries] (int32 or int64, each from 0 to below the number of rows); outputs:
/// offsets [rows + 1] (int32), order [entries] (int32).</summary>
public sealed record CooToCsrPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CooToCsr";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => 0;
}
