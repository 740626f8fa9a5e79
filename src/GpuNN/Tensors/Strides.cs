using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GpuNN;

/// <summary>How many elements apart neighbours along each axis lie in memory; 0 on a broadcast axis. Held inline like
/// <see cref="Shape"/>.</summary>
[CollectionBuilder(typeof(Strides), nameof(Create))]
public readonly struct Strides : IEquatable<Strides>
{
    private readonly Axes _steps;
    private readonly byte _rank;

    private Strides(ReadOnlySpan<long> steps)
    {
        _rank = (byte)steps.Length;
        for (int axis = 0; axis < steps.Length; axis++) _steps[axis] = steps[axis];
    }

    /// <summary>Row-major.</summary>
    private Strides(in Shape shape)
    {
        _rank = (byte)shape.Rank;
        ReadOnlySpan<long> extents = shape.Extents;
        long step = 1;
        for (int axis = extents.Length - 1; axis >= 0; axis--)
        {
            _steps[axis] = step;
            step *= Math.Max(extents[axis], 1);
        }
    }

    /// <summary>Strides with these steps.</summary>
    /// <exception cref="ShapeMismatchException">More than <see cref="Shape.MaximumRank"/> axes.</exception>
    public static Strides Create(params ReadOnlySpan<long> steps)
    {
        if (steps.Length > Shape.MaximumRank)
            throw new ShapeMismatchException(
                nameof(Strides), nameof(steps), $"rank {steps.Length}", $"rank {Shape.MaximumRank} at most");
        return new(steps);
    }

    /// <summary>The row-major strides of a shape: the last axis has step 1.</summary>
    public static Strides Contiguous(in Shape shape) => new(shape);

    /// <summary>The strides of an [N, C, spatial...] shape whose channels lie innermost in memory (NHWC).</summary>
    public static Strides ChannelsLast(in Shape shape)
    {
        Span<long> steps = stackalloc long[shape.Rank];
        steps[1] = 1;
        long step = Math.Max(shape[1], 1);
        for (int axis = shape.Rank - 1; axis >= 2; axis--)
        {
            steps[axis] = step;
            step *= Math.Max(shape[axis], 1);
        }

        steps[0] = step;
        return new(steps);
    }

    /// <summary>The number of axes.</summary>
    public int Rank => _rank;

    /// <summary>The step of an axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public long this[int axis]
    {
        get
        {
            int index = axis < 0 ? axis + _rank : axis;
            if ((uint)index >= _rank) throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The rank is {_rank}.");
            return _steps[index];
        }
    }

    /// <summary>The steps, for reading.</summary>
    [UnscopedRef]
    public ReadOnlySpan<long> Steps => ((ReadOnlySpan<long>)_steps)[.._rank];

    /// <summary>Whether these are the row-major strides of <paramref name="shape"/>; axes of extent 1 may have any step,
    /// and an empty shape is always contiguous.</summary>
    public bool IsContiguous(in Shape shape)
    {
        long step = 1;
        for (int axis = _rank - 1; axis >= 0; axis--)
        {
            long extent = shape[axis];
            if (extent == 0) return true;
            if (extent != 1 && _steps[axis] != step) return false;
            step *= extent;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Strides other) => Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Strides other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (long step in Steps) hash.Add(step);
        return hash.ToHashCode();
    }

    /// <summary>Equality of all steps.</summary>
    public static bool operator ==(in Strides left, in Strides right) => left.Steps.SequenceEqual(right.Steps);

    /// <summary>Inequality of some step.</summary>
    public static bool operator !=(in Strides left, in Strides right) => !(left == right);

    /// <summary>Enumerates the steps.</summary>
    [UnscopedRef]
    public ReadOnlySpan<long>.Enumerator GetEnumerator() => Steps.GetEnumerator();

    /// <summary>The steps in brackets.</summary>
    public override string ToString() => $"[{string.Join(", ", Steps.ToArray())}]";
}
