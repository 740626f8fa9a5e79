using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>ScatterAdd.</content>
public static partial class Operators
{
    /// <summary>x with elements of a source added along an axis: result[.., indices[.., i, ..], ..] += source[.., i, ..]; equal
    /// indices add up.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="indices">Int64, of x's rank; on the other axes at most x's extents.</param>
    /// <param name="source">At least of the indices' extents; what lies beyond them is not used.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The indices are not int64, or the source has another type than x.</exception>
    /// <exception cref="TensorIndexException">An index lies outside of the axis, where the device reports it.</exception>
    public static Tensor ScatterAdd(this Tensor x, int axis, Tensor indices, Tensor source)
    {
        int along = x.Shape.NormalizeAxis(axis);
        CheckIndices(nameof(ScatterAdd), indices, x.Rank);
        CheckExtents(nameof(ScatterAdd), nameof(indices), indices.Shape, x.Shape, along);
        CheckSameType(nameof(ScatterAdd), nameof(source), source, x);
        if (source.Rank != x.Rank)
            throw new ShapeMismatchException(nameof(ScatterAdd), nameof(source), $"{source.Shape}", $"rank {x.Rank}");
        CheckExtents(nameof(ScatterAdd), nameof(indices), indices.Shape, source.Shape, -1);
        Tensor result = Dispatcher.Run(nameof(ScatterAdd), CopyPrimitive.Instance, x.DType, x.Shape, x);
        if (indices.Count > 0) Dispatcher.Run(nameof(ScatterAdd), new ScatterAddPrimitive(along), [indices, source], [result]);
        return Tape.Records(x, source)
            ? Tape.Record(nameof(ScatterAdd), result, [x, source], gradient =>
                [gradient, source.RequiresGrad ? GatherInto(gradient, along, indices, source.Shape) : null])
            : result;
    }

    private static Tensor GatherInto(Tensor gradient, int axis, Tensor indices, in Shape shape)
    {
        var frame = new (long, long)[shape.Rank];
        for (int dimension = 0; dimension < frame.Length; dimension++)
            frame[dimension] = (0, shape[dimension] - indices.Shape[dimension]);
        return gradient.Gather(axis, indices).Pad(frame);
    }
}
