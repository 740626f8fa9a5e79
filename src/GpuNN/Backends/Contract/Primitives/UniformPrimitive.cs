namespace GpuNN.Backends;

/// <summary>Draws uniform numbers: element i is low + (high − low)·u, where u is the first word of Philox4x32-10 of counter
/// <paramref name="Offset"/> + i under key <paramref name="Seed"/>, its upper 24 bits times 2⁻²⁴, in float32.</summary>
/// <param name="Seed">Philox's key.</param>
/// <param name="Offset">The counter of the first element.</param>
/// <param name="Low">The lower bound, possible.</param>
/// <param name="High">The upper bound, not reached before rounding.</param>
public sealed record UniformPrimitive(ulong Seed, ulong Offset, double Low, double High)
    : RandomPrimitive(Seed, Offset)
{
    /// <inheritdoc/>
    public override string Name => "Uniform";
}
