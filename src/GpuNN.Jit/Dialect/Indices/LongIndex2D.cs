namespace GpuNN.Jit;

/// <summary>A 2-dimensional 64-bit index or extent.</summary>
public readonly struct LongIndex2D : IEquatable<LongIndex2D>
{
    /// <summary>The origin.</summary>
    public static readonly LongIndex2D Zero = new(0, 0);

    /// <summary>One in every dimension.</summary>
    public static readonly LongIndex2D One = new(1, 1);

    /// <summary>Minus one in every dimension.</summary>
    public static readonly LongIndex2D Invalid = new(-1, -1);

    /// <summary>Makes the index from its components.</summary>
    public LongIndex2D(long x, long y)
    {
        X = x;
        Y = y;
    }

    /// <summary>Makes the index whose components are all <paramref name="value"/>.</summary>
    public LongIndex2D(long value)
    {
        X = value;
        Y = value;
    }

    /// <summary>The X component.</summary>
    public long X { get; }

    /// <summary>The Y component.</summary>
    public long Y { get; }

    /// <summary>The product of the components.</summary>
    public long Size => X * Y;

    /// <summary>True at the origin.</summary>
    public bool IsFirst => X == 0 && Y == 0;

    /// <summary>The same index in 32 bits, truncated.</summary>
    public Index2D ToIntIndex() => new((int)X, (int)Y);

    /// <summary>True if 0 ≤ index &lt; dimension in every dimension.</summary>
    public bool InBounds(LongIndex2D dimension) =>
        X >= 0 && X < dimension.X && Y >= 0 && Y < dimension.Y;

    /// <summary>True if 0 ≤ index ≤ dimension in every dimension.</summary>
    public bool InBoundsInclusive(LongIndex2D dimension) =>
        X >= 0 && X <= dimension.X && Y >= 0 && Y <= dimension.Y;

    /// <summary>Takes the index apart.</summary>
    public void Deconstruct(out long x, out long y)
    {
        x = X;
        y = Y;
    }

    /// <summary>The smaller component in every dimension.</summary>
    public static LongIndex2D Min(LongIndex2D first, LongIndex2D second) =>
        new(Math.Min(first.X, second.X), Math.Min(first.Y, second.Y));

    /// <summary>The larger component in every dimension.</summary>
    public static LongIndex2D Max(LongIndex2D first, LongIndex2D second) =>
        new(Math.Max(first.X, second.X), Math.Max(first.Y, second.Y));

    /// <summary>The sum, component by component.</summary>
    public static LongIndex2D operator +(LongIndex2D first, LongIndex2D second) =>
        new(first.X + second.X, first.Y + second.Y);

    /// <summary>The difference, component by component.</summary>
    public static LongIndex2D operator -(LongIndex2D first, LongIndex2D second) =>
        new(first.X - second.X, first.Y - second.Y);

    /// <summary>The product, component by component.</summary>
    public static LongIndex2D operator *(LongIndex2D first, LongIndex2D second) =>
        new(first.X * second.X, first.Y * second.Y);

    /// <summary>The quotient, component by component.</summary>
    public static LongIndex2D operator /(LongIndex2D first, LongIndex2D second) =>
        new(first.X / second.X, first.Y / second.Y);

    /// <summary>True if all components are equal.</summary>
    public static bool operator ==(LongIndex2D first, LongIndex2D second) =>
        first.X == second.X && first.Y == second.Y;

    /// <summary>True if some component differs.</summary>
    public static bool operator !=(LongIndex2D first, LongIndex2D second) =>
        first.X != second.X || first.Y != second.Y;

    /// <summary>The index with the tuple's components.</summary>
    public static implicit operator LongIndex2D((long, long) values) =>
        new(values.Item1, values.Item2);

    /// <summary>The same index in 32 bits, truncated.</summary>
    public static explicit operator Index2D(LongIndex2D index) => index.ToIntIndex();

    /// <inheritdoc/>
    public bool Equals(LongIndex2D other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LongIndex2D other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({X}, {Y})");
}
