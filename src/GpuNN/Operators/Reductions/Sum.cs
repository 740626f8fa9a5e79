using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Sum.</content>
public static partial class Operators
{
    /// <summary>The sum of all elements, a scalar.</summary>
    public static Tensor Sum(this Tensor x) => Sum(x, []);

    /// <summary>The sum over axes; over all of them where none is named.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axes">Which axes; negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the reduced axes stay, with extent 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Sum(this Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false)
    {
        Tensor result = Reduce(nameof(Sum), ReduceFunction.Sum, x, axes, keepAxes, out Shape kept);
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

        return x.Sum(axes[..count], keepAxes: true).Reshape(shape);
    }

    private static Tensor Reduce(
        string name,
        ReduceFunction function,
        Tensor x,
        ReadOnlySpan<int> axes,
        bool keepAxes,
        out Shape kept,
        DType? dtype = null)
    {
        int mask = 0;
        foreach (int axis in axes) mask |= 1 << x.Shape.NormalizeAxis(axis);
        if (axes.IsEmpty) mask = (1 << x.Rank) - 1;
        Span<long> keptExtents = stackalloc long[x.Rank];
        Span<long> extents = stackalloc long[x.Rank];
        int rank = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            bool isReduced = (mask >> axis & 1) != 0;
            keptExtents[axis] = isReduced ? 1 : x.Shape[axis];
            if (!isReduced) extents[rank++] = x.Shape[axis];
        }

        kept = Shape.Create(keptExtents);
        Tensor result = Dispatcher.Run(name, new ReducePrimitive(function, mask), dtype ?? x.DType, kept, x);
        if (keepAxes) return result;
        Tensor view = ReshapeView(result, Shape.Create(extents[..rank]));
        result.Dispose();
        return view;
    }
}
