using GpuNN.Backends;

namespace GpuNN;

/// <content>What convolutions refuse.</content>
public static partial class Operators
{
    private static readonly string[] SpatialAxes = ["", "W", "H, W", "D, H, W"];

    private static void CheckFilter(
        string name, Tensor x, Tensor weight, Tensor? bias, int rank, SpatialExtents stride, SpatialExtents dilation, int groups)
    {
        if (!x.DType.IsFloatingPoint()) throw new DTypeMismatchException(name, nameof(x), $"{x.DType}", "a floating-point type");
        if (weight.DType != x.DType)
            throw new DTypeMismatchException(name, nameof(weight), $"{weight.DType}", $"{x.DType}, as the input has");
        if (bias is not null && bias.DType != x.DType)
            throw new DTypeMismatchException(name, nameof(bias), $"{bias.DType}", $"{x.DType}, as the input has");
        if (x.Rank != rank + 1 && x.Rank != rank + 2)
            throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", $"[N, C, {SpatialAxes[rank]}] or [C, {SpatialAxes[rank]}]");
        if (weight.Rank != rank + 2)
            throw new ShapeMismatchException(name, nameof(weight), $"{weight.Shape}", $"two axes of channels and {SpatialAxes[rank]}");
        if (groups < 1) throw new ShapeMismatchException(name, nameof(groups), $"{groups}", "1 or more");
        for (int axis = 0; axis < rank; axis++)
        {
            if (stride[axis] < 1) throw new ShapeMismatchException(name, nameof(stride), $"{stride}", "1 or more");
            if (dilation[axis] < 1) throw new ShapeMismatchException(name, nameof(dilation), $"{dilation}", "1 or more");
            if (weight.Shape[2 + axis] < 1) throw new ShapeMismatchException(name, nameof(weight), $"{weight.Shape}", "a filter of 1 or more");
        }

        foreach (long extent in x.Shape)
        {
            if (extent > int.MaxValue) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "extents below 2³¹");
        }
    }

    private static void CheckBias(string name, Tensor? bias, long channels)
    {
        if (bias is not null && bias.Shape != Shape.Create(channels))
            throw new ShapeMismatchException(name, nameof(bias), $"{bias.Shape}", $"[{channels}]");
    }

    /// <summary>The last axes' extents.</summary>
    private static SpatialExtents Spatial(Tensor x, int rank)
    {
        Span<int> extents = stackalloc int[rank];
        for (int axis = 0; axis < rank; axis++) extents[axis] = (int)x.Shape[x.Rank - rank + axis];
        return SpatialExtents.From(extents);
    }

    private static Shape Extents(long first, long second, SpatialExtents spatial)
    {
        Span<long> extents = stackalloc long[2 + spatial.Rank];
        extents[0] = first;
        extents[1] = second;
        for (int axis = 0; axis < spatial.Rank; axis++) extents[2 + axis] = spatial[axis];
        return Shape.Create(extents);
    }

    private static bool HasZero(SpatialExtents extents)
    {
        for (int axis = 0; axis < extents.Rank; axis++)
        {
            if (extents[axis] < 1) return true;
        }

        return false;
    }
}
