namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="CsrMaximumPrimitive"/>, gathered along the transposed matrix so that no two threads
/// meet: dx[j, f] = Σ dy[row[t], f] over the entries t of column j where origin[row[t], f] = entry[t]. Inputs: the transposed
/// offsets [columns + 1], for each entry of the transposed matrix its row [entries] and its position entry [entries] in the
/// matrix (int32 all), dy [rows, F], origin [rows, F] (int32); output: dx [columns, F].</summary>
public sealed record CsrMaximumGradientPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CsrMaximumGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        (double)inputs[1].Count * inputs[3][1];
}
