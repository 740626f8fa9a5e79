using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Where the extremes are, and the first of an order.</summary>
internal static class SelectionNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        Extreme("ArgMax", (x, axis) => x.ArgMax(axis, keepAxis: true)),
        Extreme("ArgMin", (x, axis) => x.ArgMin(axis, keepAxis: true)),
        new("TopK", call => TopK(call, call.Node.Integer("k", -1))) { Results = 2, Attributes = ["axis", "k"], Until = 9, OrdersNumbers = true },
        new("TopK", call => TopK(call, call.Integer(1))) { Fewest = 2, Most = 2, Results = 2, Attributes = ["axis", "largest", "sorted"], Since = 10, Settings = 0b10, OrdersNumbers = true },
        new("NonZero", NonZero) { Since = 9 },
    ];

    private static OperatorDefinition Extreme(string name, Func<Tensor, int, Tensor> find) => new(name, (OperatorCall call) =>
    {
        Tensor x = call[0];
        int axis = call.Axis(call.Node.Integer("axis", 0), x.Rank);
        if (x.Shape[axis] == 0) throw call.Refuse("input 0", $"{x.Shape}", $"elements on axis {axis}");
        Tensor places = call.Node.Flag("select_last_index")
            ? find(x.Flip(axis), axis).Affine(-1, x.Shape[axis] - 1)
            : find(x, axis);
        return call.As(ElementType.Int64, call.Node.Flag("keepdims", true) ? places : places.Squeeze(axis));
    })
    { Attributes = ["axis", "keepdims", "select_last_index"], OrdersNumbers = true };

    private static Tensor?[] TopK(OperatorCall call, long count)
    {
        Tensor x = call[0];
        int axis = call.Axis(call.Node.Integer("axis", -1), x.Rank);
        if (count < 0 || count > x.Shape[axis]) throw call.Refuse("k", $"{count}", $"0 to {x.Shape[axis]}");
        var (values, indices) = x.TopK(count, axis, call.Node.Flag("largest", true));
        return [call.As(call.TypeOf(0), values), call.As(ElementType.Int64, indices, 1)];
    }

    /// <summary>The coordinates of what is not 0, a column for each: their number is data, so the host counts them.</summary>
    private static Tensor NonZero(OperatorCall call)
    {
        double[] x = call.Numbers(0);
        Shape shape = call.ShapeOf(0);
        long[] places = [.. Enumerable.Range(0, x.Length).Where(index => x[index] != 0).Select(index => (long)index)];
        var coordinates = new long[shape.Rank * places.Length];
        for (int column = 0; column < places.Length; column++)
        {
            long rest = places[column];
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                coordinates[(axis * places.Length) + column] = rest % shape[axis];
                rest /= shape[axis];
            }
        }

        return HostIntegers.From(call, coordinates, [shape.Rank, places.Length], ElementType.Int64);
    }
}
