namespace GpuNN.Backends;

/// <summary>One number for each of one to three spatial axes, outermost first: sizes, strides, paddings or dilations.</summary>
public readonly record struct SpatialExtents
{
    private readonly int _first;
    private readonly int _second;
    private readonly int _third;

    /// <summary>One axis: the width.</summary>
    public SpatialExtents(int width)
        : this(1, width, 0, 0)
    {
    }

    /// <summary>Two axes.</summary>
    public SpatialExtents(int height, int width)
        : this(2, height, width, 0)
    {
    }

    /// <summary>Three axes.</summary>
    public SpatialExtents(int depth, int height, int width)
        : this(3, depth, height, width)
    {
    }

    private SpatialExtents(int rank, int first, int second, int third)
    {
        Rank = rank;
        _first = first;
        _second = second;
        _third = third;
    }

    /// <summary>The number of axes.</summary>
    public int Rank { get; }

    /// <summary>The product of the numbers.</summary>
    public long Product => Rank switch
    {
        1 => _first,
        2 => (long)_first * _second,
        3 => (long)_first * _second * _third,
        _ => 1,
    };

    /// <summary>The number of an axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is negative or not below <see cref="Rank"/>.</exception>
    public int this[int axis]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(axis);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(axis, Rank);
            return axis switch
            {
                0 => _first,
                1 => _second,
                _ => _third,
            };
        }
    }

    /// <summary>The numbers of <paramref name="values"/>, one to three of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none or more than three.</exception>
    public static SpatialExtents From(ReadOnlySpan<int> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, 3, nameof(values));
        return new SpatialExtents(
            values.Length, values[0], values.Length > 1 ? values[1] : 0, values.Length > 2 ? values[2] : 0);
    }

    /// <summary>The same number for every one of <paramref name="rank"/> axes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is not 1, 2 or 3.</exception>
    public static SpatialExtents Uniform(int rank, int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, 3);
        return new SpatialExtents(rank, value, rank > 1 ? value : 0, rank > 2 ? value : 0);
    }

    /// <summary>The numbers, separated by crosses.</summary>
    public override string ToString() => Rank switch
    {
        1 => FormattableString.Invariant($"{_first}"),
        2 => FormattableString.Invariant($"{_first}x{_second}"),
        3 => FormattableString.Invariant($"{_first}x{_second}x{_third}"),
        _ => string.Empty,
    };
}
