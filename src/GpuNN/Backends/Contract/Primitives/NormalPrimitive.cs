namespace GpuNN.Backends;

/// <summary>Draws normally distributed numbers by Box and Muller: element i is mean + deviation·√(−2 ln u₁)·cos(2π·u₂), where
/// u₁ in (0, 1] and u₂ in [0, 1) are the upper 24 bits, plus 1 for u₁, of the first two words of Philox4x32-10 of counter
/// <paramref name="Offset"/> + i under key <paramref name="Seed"/>, times 2⁻²⁴.</summary>
/// <param name="Seed">Philox's key.</param>
/// <param name="Offset">The counter of the first element.</param>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The standard deviation.</param>
public sealed record NormalPrimitive(ulong Seed, ulong Offset, double Mean, double StandardDeviation)
    : RandomPrimitive(Seed, Offset)
{
    /// <inheritdoc/>
    public override string Name => "Normal";
}
