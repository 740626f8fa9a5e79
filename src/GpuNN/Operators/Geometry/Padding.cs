using GpuNN.Backends;

namespace GpuNN;

/// <summary>How many zeros surround an image: an int or a size pads both ends of an axis alike, <see cref="Between"/> each
/// end by its own number, and <see cref="Same"/> so that a convolution of stride 1 keeps the extents. The default is
/// none.</summary>
public readonly record struct Padding
{
    private readonly SpatialExtents _low;
    private readonly SpatialExtents _high;
    private readonly int _uniform;

    private Padding(SpatialExtents low, SpatialExtents high, int uniform, bool isSame)
    {
        _low = low;
        _high = high;
        _uniform = uniform;
        IsSame = isSame;
    }

    /// <summary>dilation·(kernel − 1) zeros in all, the odd one at the high end: narrow becomes same (PyTorch's
    /// <c>'same'</c>).</summary>
    public static Padding Same { get; } = new(default, default, 0, true);

    /// <summary>Whether this is <see cref="Same"/>.</summary>
    public bool IsSame { get; }

    /// <summary>This many zeros before and after each axis of a line, an image or a volume.</summary>
    public static Padding Between(SpatialExtents low, SpatialExtents high) => new(low, high, 0, false);

    /// <summary>The same number at every end of every axis.</summary>
    public static implicit operator Padding(int zeros) => new(default, default, zeros, false);

    /// <summary>A number for the height's ends and one for the width's.</summary>
    public static implicit operator Padding(Size2D zeros) => new(zeros, zeros, 0, false);

    /// <summary>A number for the height's ends and one for the width's.</summary>
    public static implicit operator Padding((int Height, int Width) zeros) => (Size2D)zeros;

    /// <summary>A number for each axis's ends.</summary>
    public static implicit operator Padding(Size3D zeros) => new(zeros, zeros, 0, false);

    /// <summary>A number for each axis's ends.</summary>
    public static implicit operator Padding((int Depth, int Height, int Width) zeros) => (Size3D)zeros;

    /// <summary>The zeros at the low and the high end of each axis.</summary>
    /// <exception cref="ShapeMismatchException">A number is negative, they are for another number of axes, or
    /// <see cref="Same"/> meets a stride that is not 1.</exception>
    internal (SpatialExtents Low, SpatialExtents High) Resolve(
        string operatorName, SpatialExtents kernel, SpatialExtents stride, SpatialExtents dilation)
    {
        int rank = kernel.Rank;
        if (IsSame) return ResolveSame(operatorName, kernel, stride, dilation);
        if (_low.Rank == 0)
        {
            if (_uniform < 0) throw new ShapeMismatchException(operatorName, "padding", $"{_uniform}", "0 or more");
            SpatialExtents uniform = SpatialExtents.Uniform(rank, _uniform);
            return (uniform, uniform);
        }

        if (_low.Rank != rank || _high.Rank != rank)
            throw new ShapeMismatchException(operatorName, "padding", $"padding of {_low.Rank} axes", $"padding of {rank}");
        for (int axis = 0; axis < rank; axis++)
        {
            if (_low[axis] < 0 || _high[axis] < 0)
                throw new ShapeMismatchException(operatorName, "padding", $"{_low} before and {_high} after", "0 or more");
        }

        return (_low, _high);
    }

    private static (SpatialExtents Low, SpatialExtents High) ResolveSame(
        string operatorName, SpatialExtents kernel, SpatialExtents stride, SpatialExtents dilation)
    {
        Span<int> low = stackalloc int[kernel.Rank];
        Span<int> high = stackalloc int[kernel.Rank];
        for (int axis = 0; axis < kernel.Rank; axis++)
        {
            if (stride[axis] != 1)
                throw new ShapeMismatchException(operatorName, "padding", $"'same' with stride {stride}", "stride 1");
            int total = dilation[axis] * (kernel[axis] - 1);
            low[axis] = total / 2;
            high[axis] = total - low[axis];
        }

        return (SpatialExtents.From(low), SpatialExtents.From(high));
    }
}
