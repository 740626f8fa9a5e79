using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Gather.</content>
public static partial class Operators
{
    /// <summary>Elements of an axis by index: result[.., i, ..] = x[.., indices[.., i, ..], ..].</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="indices">Int64, of x's rank; on the other axes at most x's extents.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The indices have another rank, or are larger than x on another axis.</exception>
    /// <exception cref="DTypeMismatchException">The indices are not int64.</exception>
    /// <exception cref="TensorIndexException">An index lies outside of the axis, where the device reports it.</exception>
    public static Tensor Gather(this Tensor x, int axis, Tensor indices)
    {
        int along = x.Shape.NormalizeAxis(axis);
        CheckIndices(nameof(Gather), indices, x.Rank);
        CheckExtents(nameof(Gather), nameof(indices), indices.Shape, x.Shape, along);
        Tensor result = Dispatcher.Run(nameof(Gather), new GatherPrimitive(along), x.DType, indices.Shape, x, indices);
        return Tape.Records(x)
            ? Tape.Record(nameof(Gather), result, x, gradient =>
                Tensor.Zeros(x.Shape, gradient.DType, x.Device).ScatterAdd(along, indices, gradient))
            : result;
    }

    /// <summary>Refuses a shape that is larger than another on any axis but one.</summary>
    private static void CheckExtents(string name, string argument, in Shape shape, in Shape largest, int exceptAxis)
    {
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (axis != exceptAxis && shape[axis] > largest[axis])
                throw new ShapeMismatchException(name, argument, $"{shape}", $"at most {largest}, but for axis {exceptAxis}");
        }
    }
}
