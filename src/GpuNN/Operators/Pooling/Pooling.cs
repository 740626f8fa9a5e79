using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>What poolings of all ranks share.</content>
public static partial class Operators
{
    /// <summary>Checks a window and computes the result's extents. As in PyTorch, a window that hangs over the end counts in
    /// ceil mode if it starts inside the image or the padding before it.</summary>
    private static PoolingGeometry PoolGeometry(
        string name,
        Tensor x,
        SpatialExtents kernel,
        SpatialExtents stride,
        SpatialExtents padding,
        SpatialExtents dilation,
        bool ceilMode)
    {
        int rank = kernel.Rank;
        CheckPlanes(name, x, rank);
        SpatialExtents image = Spatial(x, rank);
        Span<int> output = stackalloc int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int window = kernel[axis], step = stride[axis], zeros = padding[axis];
            if (window < 1) throw new ShapeMismatchException(name, nameof(kernel), $"{kernel}", "1 or more");
            if (step < 1) throw new ShapeMismatchException(name, nameof(stride), $"{stride}", "1 or more");
            if (dilation[axis] < 1) throw new ShapeMismatchException(name, nameof(dilation), $"{dilation}", "1 or more");
            if (zeros < 0 || zeros > window / 2)
                throw new ShapeMismatchException(name, nameof(padding), $"{padding}", $"0 to half the window {kernel}");
            int room = image[axis] + (2 * zeros) - (dilation[axis] * (window - 1)) - 1;
            int extent = room < 0 && !(ceilMode && room + step - 1 >= 0) ? 0 : ((room + (ceilMode ? step - 1 : 0)) / step) + 1;
            if (ceilMode && (extent - 1) * step >= image[axis] + zeros) extent--;
            if (extent < 1) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", $"room for a window of {kernel}");
            output[axis] = extent;
        }

        return new(image, kernel, stride, padding, padding, dilation, SpatialExtents.From(output));
    }

    private static void CheckPlanes(string name, Tensor x, int rank)
    {
        if (!x.DType.IsFloatingPoint()) throw new DTypeMismatchException(name, nameof(x), $"{x.DType}", "a floating-point type");
        if (x.Rank != rank + 1 && x.Rank != rank + 2)
            throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", $"[N, C, {SpatialAxes[rank]}] or [C, {SpatialAxes[rank]}]");
        for (int axis = x.Rank - rank; axis < x.Rank; axis++)
        {
            if (x.Shape[axis] is < 1 or > int.MaxValue)
                throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "spatial extents from 1 to below 2³¹");
        }
    }

    /// <summary>The shape of x with other spatial extents.</summary>
    private static Shape WithSpatial(Tensor x, SpatialExtents spatial)
    {
        Span<long> extents = stackalloc long[x.Rank];
        x.Shape.Extents.CopyTo(extents);
        for (int axis = 0; axis < spatial.Rank; axis++) extents[x.Rank - spatial.Rank + axis] = spatial[axis];
        return Shape.Create(extents);
    }

    private static (Tensor Values, Tensor? Indices) MaxPool(string name, Tensor x, PoolingGeometry geometry, bool withIndices) =>
        RunMaxPool(name, x, geometry.Output, withIndices, keep => new MaxPoolPrimitive(geometry, keep), geometry);

    private static (Tensor Values, Tensor? Indices) AdaptiveMaxPool(
        string name, Tensor x, SpatialExtents output, bool withIndices)
    {
        CheckPlanes(name, x, output.Rank);
        CheckOutput(name, output);
        return RunMaxPool(name, x, output, withIndices, keep => new AdaptiveMaxPoolPrimitive(output.Rank, keep));
    }

    private static void CheckOutput(string name, SpatialExtents output)
    {
        if (HasZero(output)) throw new ShapeMismatchException(name, nameof(output), $"{output}", "1 or more");
    }

    private static (Tensor Values, Tensor? Indices) RunMaxPool(
        string name, Tensor x, SpatialExtents output, bool withIndices, Func<bool, Primitive> primitive, PoolingGeometry? windows = null)
    {
        Shape shape = WithSpatial(x, output);
        bool records = Tape.Records(x);
        if (!records && !withIndices) return (InOrderOf(x, Dispatcher.Run(name, primitive(false), x.DType, shape, x)), null);
        Tensor values = Tensor.Empty(shape, x.DType, x.Device, name);
        Tensor indices = Tensor.Empty(shape, DType.Int64, x.Device, name);
        Dispatcher.Run(name, primitive(true), [x], [values, indices]);
        if (records)
        {
            int rank = output.Rank;
            Tape.Record(name, values, x, gradient => PlaneScatter($"{name}Gradient", gradient, indices, x.Shape, rank, adds: true, windows));
        }

        return (InOrderOf(x, values), withIndices ? InOrderOf(x, indices) : null);
    }

    /// <summary>Puts elements at positions of planes of another size; linear, its transpose is
    /// <see cref="PlaneGather"/>.</summary>
    private static Tensor PlaneScatter(string name, Tensor x, Tensor indices, Shape shape, int rank, bool adds, PoolingGeometry? windows = null)
    {
        long planes = shape[..^rank].Count;
        using Tensor flat = ReshapeView(x, Flat(x.Shape, planes));
        using Tensor places = ReshapeView(indices, Flat(indices.Shape, planes));
        Tensor result = Dispatcher.Run(name, new PlaneScatterPrimitive(adds) { Windows = windows }, x.DType, Flat(shape, planes), flat, places);
        Tensor view = ReshapeResult(result, shape);
        return Tape.Records(x)
            ? Tape.Record(name, view, x, gradient => PlaneGather($"{name}Gradient", gradient, indices, rank))
            : view;
    }

    /// <summary>Takes elements from positions of planes.</summary>
    private static Tensor PlaneGather(string name, Tensor x, Tensor indices, int rank)
    {
        long planes = x.Shape[..^rank].Count;
        using Tensor flat = ReshapeView(x, Flat(x.Shape, planes));
        using Tensor places = ReshapeView(indices, Flat(indices.Shape, planes));
        Tensor result = Dispatcher.Run(name, new PlaneGatherPrimitive(), x.DType, places.Shape, flat, places);
        Tensor view = ReshapeResult(result, indices.Shape);
        return Tape.Records(x)
            ? Tape.Record(name, view, x, gradient => PlaneScatter($"{name}Gradient", gradient, indices, x.Shape, rank, adds: true))
            : view;
    }

    private static Shape Flat(in Shape shape, long planes) => [planes, planes == 0 ? 0 : shape.Count / planes];

    private static Tensor AveragePool(
        string name, Tensor x, PoolingGeometry geometry, bool countsPadding, int? divisorOverride)
    {
        if (divisorOverride == 0) throw new ShapeMismatchException(name, nameof(divisorOverride), "0", "a divisor that is not 0");
        int divisor = divisorOverride ?? 0;
        Shape input = x.Shape, output = WithSpatial(x, geometry.Output);
        return InOrderOf(x, LinearMap(
            name,
            x,
            v => Dispatcher.Run(name, new AveragePoolPrimitive(geometry, countsPadding, divisor), v.DType, output, v),
            v => Dispatcher.Run($"{name}Gradient", new AveragePoolGradientPrimitive(geometry, countsPadding, divisor), v.DType, input, v)));
    }

    /// <summary>Records a linear operator of one tensor, whose gradient is its transpose, whose gradient is the operator:
    /// derivatives of any order.</summary>
    private static Tensor LinearMap(string name, Tensor x, Func<Tensor, Tensor> run, Func<Tensor, Tensor> transpose)
    {
        Tensor result = run(x);
        return Tape.Records(x)
            ? Tape.Record(name, result, x, gradient => LinearMap($"{name}Gradient", gradient, transpose, run))
            : result;
    }
}
