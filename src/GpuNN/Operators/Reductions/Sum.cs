using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Sum.</content>
public static partial class Operators
{
    /// <summary>The sum of all elements, a scalar; of integers and bools in int64.</summary>
    public static Tensor Sum(this Tensor x) => Sum(x, []);

    /// <summary>The sum over axes; over all of them where none is named. Integers and bools are summed in int64.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axes">Which axes; negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the reduced axes stay, with extent 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Sum(this Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false)
    {
        DType dtype = x.DType.IsFloatingPoint() ? x.DType : DType.Int64;
        Tensor result = Reduce(nameof(Sum), ReduceFunction.Sum, x, axes, keepAxes, out Shape kept, dtype);
        return Tape.Records(x)
            ? Tape.Record(nameof(Sum), result, x, gradient => gradient.Reshape(kept).Expand(x.Shape))
            : result;
    }

    /// <summary>Sums a gradient down to the shape that was broadcast.</summary>
    internal static Tensor SumTo(this Tensor x, in Shape shape)
    {
        if (x.Shape == shape) return x;
        int added = x.Rank - shape.Rank;
        Span<int> axes = stackalloc int[x.Rank];
        int count = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (axis < added || (shape[axis - added] == 1 && x.Shape[axis] != 1)) axes[count++] = axis;
        }

        return count == 0 ? x.Reshape(shape) : ReshapeResult(x.Sum(axes[..count], keepAxes: true), shape);
    }
}
