namespace GpuNN.Backends;

/// <summary>Inverted dropout: y[i] = x[i]·(1/(1 − p)) where u[i] ≥ p in float32, else 0; u[i] is the uniform number of
/// <see cref="UniformPrimitive"/> at counter <paramref name="Offset"/> + ⌊i/<paramref name="RunLength"/>⌋. The gradient is
/// the same computation on dy, with nothing saved. Input: x; output: y, both of one shape. With p = 1 all is 0.</summary>
/// <param name="Seed">Philox's key.</param>
/// <param name="Offset">The counter of the first element.</param>
/// <param name="Probability">p, the probability that an element is dropped.</param>
/// <param name="RunLength">How many consecutive elements share a number: 1, or a plane's size to drop whole
/// channels.</param>
public sealed record DropoutPrimitive(ulong Seed, ulong Offset, double Probability, long RunLength = 1)
    : RandomPrimitive(Seed, Offset)
{
    /// <inheritdoc/>
    public override string Name => "Dropout";
}
