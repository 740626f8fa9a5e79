namespace GpuNN.Jit;

/// <summary>A 3-dimensional 64-bit index or extent.</summary>
public readonly struct LongIndex3D : IEquatable<LongIndex3D>
{
    /// <summary>The origin.</summary>
    public static readonly LongIndex3D Zero = new(0, 0, 0);

    /// <summary>One in every dimension.</summary>
    public static readonly LongIndex3D One = new(1, 1, 1);

    /// <summary>Minus one in every dimension.</summary>
    public static readonly LongIndex3D Invalid = new(-1, -1, -1);

    /// <summary>Makes the index from its components.</summary>
    public LongIndex3D(long x, long y, long z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    /// <summary>Makes the index whose components are all <paramref name="value"/>.</summary>
    public LongIndex3D(long value)
    {
        X = value;
        Y = value;
        Z = value;
    }

    /// <summary>The X component.</summary>
    public long X { get; }

    /// <summary>The Y component.</summary>
    public long Y { get; }

    /// <summary>The Z component.</summary>
    public long Z { get; }

    /// <summary>The product of the components.</summary>
    public long Size => X * Y * Z;

    /// <summary>True at the origin.</summary>
    public bool IsFirst => X == 0 && Y == 0 && Z == 0;

    /// <summary>The same index in 32 bits, truncated.</summary>
    public Index3D ToIntIndex() => new((int)X, (int)Y, (int)Z);

    /// <summary>True if 0 ≤ index &lt; dimension in every dimension.</summary>
    public bool InBounds(LongIndex3D dimension) =>
        X >= 0 && X < dimension.X && Y >= 0 && Y < dimension.Y && Z >= 0 && Z < dimension.Z;

    /// <summary>True if 0 ≤ index ≤ dimension in every dimension.</summary>
    public bool InBoundsInclusive(LongIndex3D dimension) =>
        X >= 0 && X <= dimension.X && Y >= 0 && Y <= dimension.Y && Z >= 0 && Z <= dimension.Z;

    /// <summary>Takes the index apart.</summary>
    public void Deconstruct(out long x, out long y, out long z)
    {
        x = X;
        y = Y;
        z = Z;
    }

    /// <summary>The smaller component in every dimension.</summary>
    public static LongIndex3D Min(LongIndex3D first, LongIndex3D second) =>
        new(Math.Min(first.X, second.X), Math.Min(first.Y, second.Y), Math.Min(first.Z, second.Z));

    /// <summary>The larger component in every dimension.</summary>
    public static LongIndex3D Max(LongIndex3D first, LongIndex3D second) =>
        new(Math.Max(first.X, second.X), Math.Max(first.Y, second.Y), Math.Max(first.Z, second.Z));

    /// <summary>The sum, component by component.</summary>
    public static LongIndex3D operator +(LongIndex3D first, LongIndex3D second) =>
        new(first.X + second.X, first.Y + second.Y, first.Z + second.Z);

    /// <summary>The difference, component by component.</summary>
    public static LongIndex3D operator -(LongIndex3D first, LongIndex3D second) =>
        new(first.X - second.X, first.Y - second.Y, first.Z - second.Z);

    /// <summary>The product, component by component.</summary>
    public static LongIndex3D operator *(LongIndex3D first, LongIndex3D second) =>
        new(first.X * second.X, first.Y * second.Y, first.Z * second.Z);

    /// <summary>The quotient, component by component.</summary>
    public static LongIndex3D operator /(LongIndex3D first, LongIndex3D second) =>
        new(first.X / second.X, first.Y / second.Y, first.Z / second.Z);

    /// <summary>True if all components are equal.</summary>
    public static bool operator ==(LongIndex3D first, LongIndex3D second) =>
        first.X == second.X && first.Y == second.Y && first.Z == second.Z;

    /// <summary>True if some component differs.</summary>
    public static bool operator !=(LongIndex3D first, LongIndex3D second) =>
        first.X != second.X || first.Y != second.Y || first.Z != second.Z;

    /// <summary>The index with the tuple's components.</summary>
    public static implicit operator LongIndex3D((long, long, long) values) =>
        new(values.Item1, values.Item2, values.Item3);

    /// <summary>The same index in 32 bits, truncated.</summary>
    public static explicit operator Index3D(LongIndex3D index) => index.ToIntIndex();

    /// <inheritdoc/>
    public bool Equals(LongIndex3D other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LongIndex3D other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y, Z);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({X}, {Y}, {Z})");
}
