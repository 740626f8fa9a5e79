namespace GpuNN.Backends;

/// <summary>Y = A·X for a sparse A in compressed rows: y[i, f] = Σ a[e]·x[column[e], f] over the entries
/// e from offset[i] to below offset[i+1]; entries may repeat, and come in any order. Inputs: offsets [rows + 1] (int32),
/// columns [entries] (int32), X [columns, F], and where <paramref name="HasValues"/> a [entries]; output: Y [rows, F].
/// Also the sum over neighbours, over segments and over bags of embeddings; its gradient is the product with the transposed
/// matrix.</summary>
/// <param name="HasValues">Whether entries have values; without them they are 1.</param>
public sealed record CsrMatrixMultiplyPrimitive(bool HasValues) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CsrMatrixMultiply";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        2.0 * inputs[1].Count * inputs[2][1];
}
