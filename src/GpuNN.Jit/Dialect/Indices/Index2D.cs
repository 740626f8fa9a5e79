namespace GpuNN.Jit;

/// <summary>A 2-dimensional 32-bit index or extent.</summary>
public readonly struct Index2D : IEquatable<Index2D>
{
    /// <summary>The origin.</summary>
    public static readonly Index2D Zero = new(0, 0);

    /// <summary>One in every dimension.</summary>
    public static readonly Index2D One = new(1, 1);

    /// <summary>Minus one in every dimension.</summary>
    public static readonly Index2D Invalid = new(-1, -1);

    /// <summary>Makes the index from its components.</summary>
    public Index2D(int x, int y)
    {
        X = x;
        Y = y;
    }

    /// <summary>Makes the index whose components are all <paramref name="value"/>.</summary>
    public Index2D(int value)
    {
        X = value;
        Y = value;
    }

    /// <summary>The X component.</summary>
    public int X { get; }

    /// <summary>The Y component.</summary>
    public int Y { get; }

    /// <summary>The product of the components, in 32 bits.</summary>
    public int Size => X * Y;

    /// <summary>The product of the components, in 64 bits.</summary>
    public long LongSize => (long)X * Y;

    /// <summary>True at the origin.</summary>
    public bool IsFirst => X == 0 && Y == 0;

    /// <summary>The same index in 64 bits.</summary>
    public LongIndex2D ToLongIndex() => new(X, Y);

    /// <summary>True if 0 ≤ index &lt; dimension in every dimension.</summary>
    public bool InBounds(Index2D dimension) =>
        X >= 0 && X < dimension.X && Y >= 0 && Y < dimension.Y;

    /// <summary>True if 0 ≤ index ≤ dimension in every dimension.</summary>
    public bool InBoundsInclusive(Index2D dimension) =>
        X >= 0 && X <= dimension.X && Y >= 0 && Y <= dimension.Y;

    /// <summary>Takes the index apart.</summary>
    public void Deconstruct(out int x, out int y)
    {
        x = X;
        y = Y;
    }

    /// <summary>The smaller component in every dimension.</summary>
    public static Index2D Min(Index2D first, Index2D second) =>
        new(Math.Min(first.X, second.X), Math.Min(first.Y, second.Y));

    /// <summary>The larger component in every dimension.</summary>
    public static Index2D Max(Index2D first, Index2D second) =>
        new(Math.Max(first.X, second.X), Math.Max(first.Y, second.Y));

    /// <summary>The sum, component by component.</summary>
    public static Index2D operator +(Index2D first, Index2D second) =>
        new(first.X + second.X, first.Y + second.Y);

    /// <summary>The difference, component by component.</summary>
    public static Index2D operator -(Index2D first, Index2D second) =>
        new(first.X - second.X, first.Y - second.Y);

    /// <summary>The product, component by component.</summary>
    public static Index2D operator *(Index2D first, Index2D second) =>
        new(first.X * second.X, first.Y * second.Y);

    /// <summary>The quotient, component by component.</summary>
    public static Index2D operator /(Index2D first, Index2D second) =>
        new(first.X / second.X, first.Y / second.Y);

    /// <summary>True if all components are equal.</summary>
    public static bool operator ==(Index2D first, Index2D second) =>
        first.X == second.X && first.Y == second.Y;

    /// <summary>True if some component differs.</summary>
    public static bool operator !=(Index2D first, Index2D second) =>
        first.X != second.X || first.Y != second.Y;

    /// <summary>The index with the tuple's components.</summary>
    public static implicit operator Index2D((int, int) values) =>
        new(values.Item1, values.Item2);

    /// <summary>The same index in 64 bits.</summary>
    public static implicit operator LongIndex2D(Index2D index) => index.ToLongIndex();

    /// <inheritdoc/>
    public bool Equals(Index2D other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Index2D other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({X}, {Y})");
}
