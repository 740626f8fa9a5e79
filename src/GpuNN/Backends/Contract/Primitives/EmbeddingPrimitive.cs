namespace GpuNN.Backends;

/// <summary>y[i, d] = w[index[i], d]: rows by index. Inputs: w [V, D] of any type, indices [n] (int32 or int64, each from 0 to
/// below V); output: y [n, D] of the type of w.</summary>
public sealed record EmbeddingPrimitive : Primitive
{
    /// <inheritdoc/>
    public override string Name => "Embedding";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => 0;
}
