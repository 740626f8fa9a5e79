using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Sort.</content>
public static partial class Operators
{
    /// <summary>The elements along an axis in order, and where they came from (int64). Stable; NaN counts as greater than any
    /// number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static (Tensor Values, Tensor Indices) Sort(this Tensor x, int axis = -1, bool descending = false) =>
        SortFirst(nameof(Sort), x, axis, descending, x.Shape[axis]);

    private static (Tensor Values, Tensor Indices) SortFirst(string name, Tensor x, int axis, bool descending, long count)
    {
        int along = x.Shape.NormalizeAxis(axis);
        Shape shape = x.Shape.With(along, count);
        Tensor values = Tensor.Empty(shape, x.DType, x.Device, name);
        Tensor indices = Tensor.Empty(shape, DType.Int64, x.Device, name);
        Dispatcher.Run(name, new SortPrimitive(along, descending, count), [x], [values, indices]);
        if (Tape.Records(x))
        {
            Tape.Record(name, values, x, gradient =>
                Tensor.Zeros(x.Shape, gradient.DType, x.Device).ScatterAdd(along, indices, gradient));
        }

        return (values, indices);
    }
}
