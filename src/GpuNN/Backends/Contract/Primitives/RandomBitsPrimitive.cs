namespace GpuNN.Backends;

/// <summary>Draws integers of 63 random bits: element i, an int64, is the first word of Philox4x32-10 of counter
/// <paramref name="Offset"/> + i under key <paramref name="Seed"/>, without its highest bit, times 2³², plus the second
/// word.</summary>
/// <param name="Seed">Philox's key.</param>
/// <param name="Offset">The counter of the first element.</param>
public sealed record RandomBitsPrimitive(ulong Seed, ulong Offset)
    : RandomPrimitive(Seed, Offset)
{
    /// <inheritdoc/>
    public override string Name => "RandomBits";
}
