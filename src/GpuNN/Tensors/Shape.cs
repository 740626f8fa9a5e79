using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GpuNN;

/// <summary>The extents of a tensor, outermost first, held inline up to rank <see cref="MaximumRank"/>. Rank 0 is a
/// scalar. Written as a collection expression: <c>Shape s = [32, 3, 28, 28];</c></summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The largest rank.</summary>
    public const int MaximumRank = 8;

    private readonly Axes _extents;
    private readonly byte _rank;

    private Shape(ReadOnlySpan<long> extents)
    {
        _rank = (byte)extents.Length;
        long count = 1;
        for (int axis = 0; axis < extents.Length; axis++)
        {
            long extent = extents[axis];
            if (extent < 0)
                throw new ShapeMismatchException(nameof(Shape), $"axis {axis}", $"extent {extent}", "an extent of 0 or more");
            ulong high = Math.BigMul((ulong)count, (ulong)Math.Max(extent, 1), out ulong low);
            if (high != 0 || low > long.MaxValue / 8)
                throw new ShapeMismatchException(nameof(Shape), $"axis {axis}", Text(extents), "fewer than 2^60 elements");
            count = (long)low;
            _extents[axis] = extent;
        }
    }

    /// <summary>A shape with these extents.</summary>
    /// <exception cref="ShapeMismatchException">More than <see cref="MaximumRank"/> axes, a negative extent, or a number
    /// of elements that overflows.</exception>
    public static Shape Create(params ReadOnlySpan<long> extents)
    {
        if (extents.Length > MaximumRank)
            throw new ShapeMismatchException(
                nameof(Shape), nameof(extents), $"rank {extents.Length}", $"rank {MaximumRank} at most");
        return new(extents);
    }

    /// <summary>The number of axes.</summary>
    public int Rank => _rank;

    /// <summary>The number of elements: the product of the extents; 1 for a scalar.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            for (int axis = 0; axis < _rank; axis++) count *= _extents[axis];
            return count;
        }
    }

    /// <summary>The extent of an axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public long this[int axis]
    {
        get
        {
            int index = axis < 0 ? axis + _rank : axis;
            if ((uint)index >= _rank)
                throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The shape {this} has rank {_rank}.");
            return _extents[index];
        }
    }

    /// <summary>The extent counted from the start or the end.</summary>
    public long this[Index axis] => this[axis.GetOffset(_rank)];

    /// <summary>The extents of a range of axes, as a shape.</summary>
    public Shape this[Range axes]
    {
        get
        {
            var (start, length) = axes.GetOffsetAndLength(_rank);
            return new(((ReadOnlySpan<long>)_extents).Slice(start, length));
        }
    }

    /// <summary>The extents, for reading.</summary>
    [UnscopedRef]
    public ReadOnlySpan<long> Extents => ((ReadOnlySpan<long>)_extents)[.._rank];

    /// <summary>A copy of the extents.</summary>
    public long[] ToArray() => Extents.ToArray();

    /// <summary>This shape with one extent replaced.</summary>
    public Shape With(int axis, long extent)
    {
        Span<long> extents = stackalloc long[_rank];
        Extents.CopyTo(extents);
        extents[NormalizeAxis(axis)] = extent;
        return new(extents);
    }

    /// <summary>This shape with an axis of the given extent put in before <paramref name="axis"/>.</summary>
    public Shape Insert(int axis, long extent)
    {
        Span<long> extents = stackalloc long[_rank + 1];
        Extents[..axis].CopyTo(extents);
        extents[axis] = extent;
        Extents[axis..].CopyTo(extents[(axis + 1)..]);
        return Create(extents);
    }

    /// <summary>This shape without one axis.</summary>
    public Shape Remove(int axis)
    {
        int index = NormalizeAxis(axis);
        Span<long> extents = stackalloc long[_rank - 1];
        Extents[..index].CopyTo(extents);
        Extents[(index + 1)..].CopyTo(extents[index..]);
        return new(extents);
    }

    /// <summary>The axis counted from the start: negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int NormalizeAxis(int axis)
    {
        int index = axis < 0 ? axis + _rank : axis;
        return (uint)index < _rank
            ? index
            : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The shape {this} has rank {_rank}.");
    }

    /// <summary>The shape that two shapes broadcast to by NumPy's rule: aligned at the last axis, extents are equal or
    /// one of them is 1.</summary>
    /// <returns>False where an axis has two different extents, neither of them 1.</returns>
    public static bool TryBroadcast(in Shape first, in Shape second, out Shape result)
    {
        int rank = Math.Max(first._rank, second._rank);
        Span<long> extents = stackalloc long[rank];
        for (int back = 1; back <= rank; back++)
        {
            long a = back <= first._rank ? first._extents[first._rank - back] : 1;
            long b = back <= second._rank ? second._extents[second._rank - back] : 1;
            if (a != b && a != 1 && b != 1)
            {
                result = default;
                return false;
            }

            extents[rank - back] = a == 1 ? b : a;
        }

        result = new(extents);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => Extents.SequenceEqual(other.Extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (long extent in Extents) hash.Add(extent);
        return hash.ToHashCode();
    }

    /// <summary>Equality of all extents.</summary>
    public static bool operator ==(in Shape left, in Shape right) => left.Extents.SequenceEqual(right.Extents);

    /// <summary>Inequality of some extent.</summary>
    public static bool operator !=(in Shape left, in Shape right) => !(left == right);

    /// <summary>Enumerates the extents.</summary>
    [UnscopedRef]
    public ReadOnlySpan<long>.Enumerator GetEnumerator() => Extents.GetEnumerator();

    /// <summary>The extents in brackets: <c>[2, 3]</c>.</summary>
    public override string ToString() => Text(Extents);

    private static string Text(ReadOnlySpan<long> extents) => $"[{string.Join(", ", extents.ToArray())}]";
}
