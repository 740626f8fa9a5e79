namespace GpuNN.Jit;

/// <summary>A 1-dimensional 64-bit index or extent.</summary>
public readonly struct LongIndex1D : IEquatable<LongIndex1D>
{
    /// <summary>The origin.</summary>
    public static readonly LongIndex1D Zero = new(0);

    /// <summary>One in every dimension.</summary>
    public static readonly LongIndex1D One = new(1);

    /// <summary>Minus one in every dimension.</summary>
    public static readonly LongIndex1D Invalid = new(-1);

    /// <summary>Makes the index from its components.</summary>
    public LongIndex1D(long x)
    {
        X = x;
    }

    /// <summary>The X component.</summary>
    public long X { get; }

    /// <summary>The product of the components.</summary>
    public long Size => X;

    /// <summary>True at the origin.</summary>
    public bool IsFirst => X == 0;

    /// <summary>The same index in 32 bits, truncated.</summary>
    public Index1D ToIntIndex() => new((int)X);

    /// <summary>True if 0 ≤ index &lt; dimension in every dimension.</summary>
    public bool InBounds(LongIndex1D dimension) =>
        X >= 0 && X < dimension.X;

    /// <summary>True if 0 ≤ index ≤ dimension in every dimension.</summary>
    public bool InBoundsInclusive(LongIndex1D dimension) =>
        X >= 0 && X <= dimension.X;

    /// <summary>The smaller component in every dimension.</summary>
    public static LongIndex1D Min(LongIndex1D first, LongIndex1D second) =>
        new(Math.Min(first.X, second.X));

    /// <summary>The larger component in every dimension.</summary>
    public static LongIndex1D Max(LongIndex1D first, LongIndex1D second) =>
        new(Math.Max(first.X, second.X));

    /// <summary>The sum, component by component.</summary>
    public static LongIndex1D operator +(LongIndex1D first, LongIndex1D second) =>
        new(first.X + second.X);

    /// <summary>The difference, component by component.</summary>
    public static LongIndex1D operator -(LongIndex1D first, LongIndex1D second) =>
        new(first.X - second.X);

    /// <summary>The product, component by component.</summary>
    public static LongIndex1D operator *(LongIndex1D first, LongIndex1D second) =>
        new(first.X * second.X);

    /// <summary>The quotient, component by component.</summary>
    public static LongIndex1D operator /(LongIndex1D first, LongIndex1D second) =>
        new(first.X / second.X);

    /// <summary>True if all components are equal.</summary>
    public static bool operator ==(LongIndex1D first, LongIndex1D second) =>
        first.X == second.X;

    /// <summary>True if some component differs.</summary>
    public static bool operator !=(LongIndex1D first, LongIndex1D second) =>
        first.X != second.X;

    /// <summary>The component itself.</summary>
    public static implicit operator long(LongIndex1D index) => index.X;

    /// <summary>The index at <paramref name="value"/>.</summary>
    public static implicit operator LongIndex1D(long value) => new(value);

    /// <summary>The component as an unsigned number.</summary>
    public static explicit operator ulong(LongIndex1D index) => (ulong)index.X;

    /// <summary>The same index in 32 bits, truncated.</summary>
    public static explicit operator Index1D(LongIndex1D index) => index.ToIntIndex();

    /// <inheritdoc/>
    public bool Equals(LongIndex1D other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LongIndex1D other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({X})");
}
