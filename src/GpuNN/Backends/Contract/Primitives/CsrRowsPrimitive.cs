namespace GpuNN.Backends;

/// <summary>The row of each entry of a matrix in compressed rows. Input: offsets [rows + 1] (int32); output: rows [entries]
/// (int32).</summary>
public sealed record CsrRowsPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CsrRows";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => 0;
}
