namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="EmbeddingPrimitive"/>: dw[v, d] = Σ dy[i, d] over the i with index[i] = v; rows that no
/// index names are 0, and so is the row <paramref name="PaddingIndex"/>. Inputs: dy [n, D], indices [n] (int32 or int64);
/// output: dw [V, D].</summary>
/// <param name="PaddingIndex">The row that gets no gradient; −1 for none.</param>
public sealed record EmbeddingGradientPrimitive(long PaddingIndex = -1) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "EmbeddingGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => inputs[0].Count;
}
