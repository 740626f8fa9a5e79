using GpuNN.Backends;

namespace GpuNN;

/// <content>AdaptiveAvgPool2D, AdaptiveMaxPool2D, GlobalAvgPool and GlobalMaxPool.</content>
public static partial class Operators
{
    /// <summary>The mean of each of H'×W' windows that cover the image: window o of an axis reaches from ⌊o·I/O⌋ to below
    /// ⌈(o + 1)·I/O⌉.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="output">H'×W'.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, or an extent is below 1.</exception>
    public static Tensor AdaptiveAvgPool2D(this Tensor x, Size2D output)
    {
        const string Name = nameof(AdaptiveAvgPool2D);
        CheckPlanes(Name, x, 2);
        CheckOutput(Name, output);
        Shape input = x.Shape, result = WithSpatial(x, output);
        return InOrderOf(x, LinearMap(
            Name,
            x,
            v => Dispatcher.Run(Name, new AdaptiveAveragePoolPrimitive(2), v.DType, result, v),
            v => Dispatcher.Run($"{Name}Gradient", new AdaptiveAveragePoolGradientPrimitive(2), v.DType, input, v)));
    }

    /// <summary>The largest element of each of H'×W' windows that cover the image: window o of an axis reaches from ⌊o·I/O⌋
    /// to below ⌈(o + 1)·I/O⌉.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="output">H'×W'.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, or an extent is below 1.</exception>
    public static Tensor AdaptiveMaxPool2D(this Tensor x, Size2D output) =>
        AdaptiveMaxPool(nameof(AdaptiveMaxPool2D), x, output, withIndices: false).Values;

    /// <summary><see cref="AdaptiveMaxPool2D"/>, and where in its plane each maximum lay (int64).</summary>
    /// <inheritdoc cref="AdaptiveMaxPool2D"/>
    public static (Tensor Values, Tensor Indices) AdaptiveMaxPool2DWithIndices(this Tensor x, Size2D output)
    {
        var (values, indices) = AdaptiveMaxPool(nameof(AdaptiveMaxPool2D), x, output, withIndices: true);
        return (values, indices!);
    }

    /// <summary>The mean of each plane: [N, C, …] gives [N, C, 1, …].</summary>
    /// <exception cref="ShapeMismatchException">There is no spatial axis.</exception>
    public static Tensor GlobalAvgPool(this Tensor x)
    {
        CheckPlanes(nameof(GlobalAvgPool), x, SpatialRank(nameof(GlobalAvgPool), x));
        Span<int> axes = stackalloc int[x.Rank - 2];
        for (int axis = 0; axis < axes.Length; axis++) axes[axis] = axis + 2;
        return x.Mean(axes, keepAxes: true);
    }

    /// <summary>The largest element of each plane: [N, C, …] gives [N, C, 1, …]; over time, the 1-max pooling of
    /// text.</summary>
    /// <exception cref="ShapeMismatchException">There is no spatial axis.</exception>
    public static Tensor GlobalMaxPool(this Tensor x)
    {
        int rank = SpatialRank(nameof(GlobalMaxPool), x);
        return AdaptiveMaxPool(nameof(GlobalMaxPool), x, SpatialExtents.Uniform(rank, 1), withIndices: false).Values;
    }

    private static int SpatialRank(string name, Tensor x) => x.Rank is >= 3 and <= 5
        ? x.Rank - 2
        : throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "[N, C] and one to three spatial axes");
}
