using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>IndexSelect and IndexAdd.</content>
public static partial class Operators
{
    /// <summary>Whole slices of an axis by index: result[.., i, ..] = x[.., indices[i], ..].</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="indices">[k], int64, in any order, also several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The indices are no vector.</exception>
    /// <exception cref="DTypeMismatchException">The indices are not int64.</exception>
    /// <exception cref="TensorIndexException">An index lies outside of the axis, where the device reports it.</exception>
    public static Tensor IndexSelect(this Tensor x, int axis, Tensor indices)
    {
        int along = x.Shape.NormalizeAxis(axis);
        CheckIndices(nameof(IndexSelect), indices, rank: 1);
        Tensor result = Dispatcher.Run(
            nameof(IndexSelect), new IndexSelectPrimitive(along), x.DType, x.Shape.With(along, indices.Count), x, indices);
        return Tape.Records(x)
            ? Tape.Record(nameof(IndexSelect), result, x, gradient =>
                Tensor.Zeros(x.Shape, gradient.DType, x.Device).IndexAdd(along, indices, gradient))
            : result;
    }

    /// <summary>x with slices of a source added along an axis: result[.., indices[i], ..] += source[.., i, ..]; equal indices
    /// add up.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="indices">[k], int64.</param>
    /// <param name="source">As x, with extent k on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The indices are not int64, or the source has another type than x.</exception>
    /// <exception cref="TensorIndexException">An index lies outside of the axis, where the device reports it.</exception>
    public static Tensor IndexAdd(this Tensor x, int axis, Tensor indices, Tensor source)
    {
        int along = x.Shape.NormalizeAxis(axis);
        CheckIndices(nameof(IndexAdd), indices, rank: 1);
        CheckSameType(nameof(IndexAdd), nameof(source), source, x);
        if (source.Shape != x.Shape.With(along, indices.Count))
            throw new ShapeMismatchException(nameof(IndexAdd), nameof(source), $"{source.Shape}", $"{x.Shape.With(along, indices.Count)}");
        Tensor result = Dispatcher.Run(nameof(IndexAdd), CopyPrimitive.Instance, x.DType, x.Shape, x);
        if (source.Count > 0) Dispatcher.Run(nameof(IndexAdd), new IndexAddPrimitive(along), [indices, source], [result]);
        return Tape.Records(x, source)
            ? Tape.Record(nameof(IndexAdd), result, [x, source], gradient =>
                [gradient, source.RequiresGrad ? gradient.IndexSelect(along, indices) : null])
            : result;
    }

    private static void CheckIndices(string name, Tensor indices, int rank)
    {
        if (indices.DType != DType.Int64)
            throw new DTypeMismatchException(name, nameof(indices), $"{indices.DType}", $"{DType.Int64}");
        if (indices.Rank != rank)
            throw new ShapeMismatchException(name, nameof(indices), $"{indices.Shape}", $"rank {rank}");
    }

    private static void CheckSameType(string name, string argument, Tensor tensor, Tensor other)
    {
        if (tensor.DType != other.DType)
            throw new DTypeMismatchException(name, argument, $"{tensor.DType}", $"{other.DType}, as x has");
    }
}
