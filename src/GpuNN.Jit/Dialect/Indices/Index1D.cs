namespace GpuNN.Jit;

/// <summary>A 1-dimensional 32-bit index or extent.</summary>
public readonly struct Index1D : IEquatable<Index1D>
{
    /// <summary>The origin.</summary>
    public static readonly Index1D Zero = new(0);

    /// <summary>One in every dimension.</summary>
    public static readonly Index1D One = new(1);

    /// <summary>Minus one in every dimension.</summary>
    public static readonly Index1D Invalid = new(-1);

    /// <summary>Makes the index from its components.</summary>
    public Index1D(int x)
    {
        X = x;
    }

    /// <summary>The X component.</summary>
    public int X { get; }

    /// <summary>The product of the components, in 32 bits.</summary>
    public int Size => X;

    /// <summary>The product of the components, in 64 bits.</summary>
    public long LongSize => (long)X;

    /// <summary>True at the origin.</summary>
    public bool IsFirst => X == 0;

    /// <summary>The same index in 64 bits.</summary>
    public LongIndex1D ToLongIndex() => new(X);

    /// <summary>True if 0 ≤ index &lt; dimension in every dimension.</summary>
    public bool InBounds(Index1D dimension) =>
        X >= 0 && X < dimension.X;

    /// <summary>True if 0 ≤ index ≤ dimension in every dimension.</summary>
    public bool InBoundsInclusive(Index1D dimension) =>
        X >= 0 && X <= dimension.X;

    /// <summary>The smaller component in every dimension.</summary>
    public static Index1D Min(Index1D first, Index1D second) =>
        new(Math.Min(first.X, second.X));

    /// <summary>The larger component in every dimension.</summary>
    public static Index1D Max(Index1D first, Index1D second) =>
        new(Math.Max(first.X, second.X));

    /// <summary>The sum, component by component.</summary>
    public static Index1D operator +(Index1D first, Index1D second) =>
        new(first.X + second.X);

    /// <summary>The difference, component by component.</summary>
    public static Index1D operator -(Index1D first, Index1D second) =>
        new(first.X - second.X);

    /// <summary>The product, component by component.</summary>
    public static Index1D operator *(Index1D first, Index1D second) =>
        new(first.X * second.X);

    /// <summary>The quotient, component by component.</summary>
    public static Index1D operator /(Index1D first, Index1D second) =>
        new(first.X / second.X);

    /// <summary>True if all components are equal.</summary>
    public static bool operator ==(Index1D first, Index1D second) =>
        first.X == second.X;

    /// <summary>True if some component differs.</summary>
    public static bool operator !=(Index1D first, Index1D second) =>
        first.X != second.X;

    /// <summary>The component itself.</summary>
    public static implicit operator int(Index1D index) => index.X;

    /// <summary>The index at <paramref name="value"/>.</summary>
    public static implicit operator Index1D(int value) => new(value);

    /// <summary>The component as an unsigned number.</summary>
    public static explicit operator uint(Index1D index) => (uint)index.X;

    /// <summary>The same index in 64 bits.</summary>
    public static implicit operator LongIndex1D(Index1D index) => index.ToLongIndex();

    /// <inheritdoc/>
    public bool Equals(Index1D other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Index1D other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({X})");
}
