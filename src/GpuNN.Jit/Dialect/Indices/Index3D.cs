namespace GpuNN.Jit;

/// <summary>A 3-dimensional 32-bit index or extent.</summary>
public readonly struct Index3D : IEquatable<Index3D>
{
    /// <summary>The origin.</summary>
    public static readonly Index3D Zero = new(0, 0, 0);

    /// <summary>One in every dimension.</summary>
    public static readonly Index3D One = new(1, 1, 1);

    /// <summary>Minus one in every dimension.</summary>
    public static readonly Index3D Invalid = new(-1, -1, -1);

    /// <summary>Makes the index from its components.</summary>
    public Index3D(int x, int y, int z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    /// <summary>Makes the index whose components are all <paramref name="value"/>.</summary>
    public Index3D(int value)
    {
        X = value;
        Y = value;
        Z = value;
    }

    /// <summary>The X component.</summary>
    public int X { get; }

    /// <summary>The Y component.</summary>
    public int Y { get; }

    /// <summary>The Z component.</summary>
    public int Z { get; }

    /// <summary>The product of the components, in 32 bits.</summary>
    public int Size => X * Y * Z;

    /// <summary>The product of the components, in 64 bits.</summary>
    public long LongSize => (long)X * Y * Z;

    /// <summary>True at the origin.</summary>
    public bool IsFirst => X == 0 && Y == 0 && Z == 0;

    /// <summary>The same index in 64 bits.</summary>
    public LongIndex3D ToLongIndex() => new(X, Y, Z);

    /// <summary>True if 0 ≤ index &lt; dimension in every dimension.</summary>
    public bool InBounds(Index3D dimension) =>
        X >= 0 && X < dimension.X && Y >= 0 && Y < dimension.Y && Z >= 0 && Z < dimension.Z;

    /// <summary>True if 0 ≤ index ≤ dimension in every dimension.</summary>
    public bool InBoundsInclusive(Index3D dimension) =>
        X >= 0 && X <= dimension.X && Y >= 0 && Y <= dimension.Y && Z >= 0 && Z <= dimension.Z;

    /// <summary>Takes the index apart.</summary>
    public void Deconstruct(out int x, out int y, out int z)
    {
        x = X;
        y = Y;
        z = Z;
    }

    /// <summary>The smaller component in every dimension.</summary>
    public static Index3D Min(Index3D first, Index3D second) =>
        new(Math.Min(first.X, second.X), Math.Min(first.Y, second.Y), Math.Min(first.Z, second.Z));

    /// <summary>The larger component in every dimension.</summary>
    public static Index3D Max(Index3D first, Index3D second) =>
        new(Math.Max(first.X, second.X), Math.Max(first.Y, second.Y), Math.Max(first.Z, second.Z));

    /// <summary>The sum, component by component.</summary>
    public static Index3D operator +(Index3D first, Index3D second) =>
        new(first.X + second.X, first.Y + second.Y, first.Z + second.Z);

    /// <summary>The difference, component by component.</summary>
    public static Index3D operator -(Index3D first, Index3D second) =>
        new(first.X - second.X, first.Y - second.Y, first.Z - second.Z);

    /// <summary>The product, component by component.</summary>
    public static Index3D operator *(Index3D first, Index3D second) =>
        new(first.X * second.X, first.Y * second.Y, first.Z * second.Z);

    /// <summary>The quotient, component by component.</summary>
    public static Index3D operator /(Index3D first, Index3D second) =>
        new(first.X / second.X, first.Y / second.Y, first.Z / second.Z);

    /// <summary>True if all components are equal.</summary>
    public static bool operator ==(Index3D first, Index3D second) =>
        first.X == second.X && first.Y == second.Y && first.Z == second.Z;

    /// <summary>True if some component differs.</summary>
    public static bool operator !=(Index3D first, Index3D second) =>
        first.X != second.X || first.Y != second.Y || first.Z != second.Z;

    /// <summary>The index with the tuple's components.</summary>
    public static implicit operator Index3D((int, int, int) values) =>
        new(values.Item1, values.Item2, values.Item3);

    /// <summary>The same index in 64 bits.</summary>
    public static implicit operator LongIndex3D(Index3D index) => index.ToLongIndex();

    /// <inheritdoc/>
    public bool Equals(Index3D other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Index3D other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y, Z);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({X}, {Y}, {Z})");
}
