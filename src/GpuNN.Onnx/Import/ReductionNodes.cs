using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Reductions. The axes are an attribute until operator set 17 (12 for sums), an input later. Of no elements they give
/// what leaves other numbers alone.</summary>
internal static class ReductionNodes
{
    private delegate Tensor Reduction(Tensor x, int[] axes, bool keepAxes);

    public static IEnumerable<OperatorDefinition> Definitions =>
    [
        .. Reduce("ReduceSum", (x, axes, keep) => x.Sum(axes, keep), 13),
        .. Reduce("ReduceMean", (x, axes, keep) => InFloat(x, v => v.Mean(axes, keep))),
        .. Reduce("ReduceProd", (x, axes, keep) => x.Prod(axes, keep)),
        .. Reduce("ReduceMax", (x, axes, keep) => Ordered(x, axes, keep, (v, a, k) => v.Max(a, k), double.NegativeInfinity), ordersNumbers: true),
        .. Reduce("ReduceMin", (x, axes, keep) => Ordered(x, axes, keep, (v, a, k) => v.Min(a, k), double.PositiveInfinity), ordersNumbers: true),
        .. Reduce("ReduceL1", (x, axes, keep) => x.Abs().Sum(axes, keep)),
        .. Reduce("ReduceL2", (x, axes, keep) => InFloat(x, v => v.Square().Sum(axes, keep).Sqrt())),
        .. Reduce("ReduceLogSum", (x, axes, keep) => InFloat(x, v => v.Sum(axes, keep).Log())),
        .. Reduce("ReduceLogSumExp", (x, axes, keep) => InFloat(x, v => LogSumExp(v, axes, keep))),
        .. Reduce("ReduceSumSquare", (x, axes, keep) => x.Square().Sum(axes, keep)),
    ];

    /// <summary>The version with axes as an attribute, and the one with axes as an input.</summary>
    private static OperatorDefinition[] Reduce(string name, Reduction reduction, int inputSince = 18, bool ordersNumbers = false) =>
    [
        new(name, (OperatorCall call) => Run(call, reduction)) { Attributes = ["axes", "keepdims"], Until = inputSince - 1, OrdersNumbers = ordersNumbers },
        new(name, (OperatorCall call) => Run(call, reduction))
        {
            Most = 2,
            Attributes = ["keepdims", "noop_with_empty_axes"],
            Since = inputSince,
            Settings = 0b10,
            OrdersNumbers = ordersNumbers,
        },
    ];

    private static Tensor Run(OperatorCall call, Reduction reduction)
    {
        Tensor x = call[0];
        long[] named = call.IntegersOf("axes", 1) ?? [];
        bool keepAxes = call.Node.Flag("keepdims", true);
        if (named.Length == 0 && call.Node.Flag("noop_with_empty_axes")) return x;
        int[] axes = named.Length == 0 ? [.. Enumerable.Range(0, x.Rank)] : call.Axes(named, x.Rank);
        if (axes.Length == 0) return call.As(call.TypeOf(0), reduction(x.Reshape(1), [0], false).Cast(x.DType));
        return call.As(call.TypeOf(0), reduction(x, axes, keepAxes).Cast(x.DType));
    }

    private static Tensor InFloat(Tensor x, Func<Tensor, Tensor> compute) =>
        x.DType.IsFloatingPoint() ? compute(x) : compute(x.Cast(DType.Float64));

    private static Tensor Ordered(Tensor x, int[] axes, bool keepAxes, Reduction reduction, double identity)
    {
        if (x.DType == DType.Bool) return reduction(x.Cast(DType.Int32), axes, keepAxes);
        if (!Array.Exists(axes, axis => x.Shape[axis] == 0)) return reduction(x, axes, keepAxes);
        double value = x.DType switch
        {
            DType.Int32 => identity < 0 ? int.MinValue : int.MaxValue,
            DType.Int64 => identity < 0 ? long.MinValue : long.MaxValue,
            DType.UInt8 => identity < 0 ? 0 : 255,
            _ => identity,
        };
        return Tensor.Full(Reduced(x.Shape, axes, keepAxes), value, x.DType, x.Device);
    }

    private static Tensor LogSumExp(Tensor x, int[] axes, bool keepAxes) => Array.Exists(axes, axis => x.Shape[axis] == 0)
        ? Tensor.Full(Reduced(x.Shape, axes, keepAxes), double.NegativeInfinity, x.DType, x.Device)
        : x.LogSumExp(axes, keepAxes);

    private static Shape Reduced(in Shape shape, int[] axes, bool keepAxes)
    {
        var extents = new List<long>();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (!axes.Contains(axis)) extents.Add(shape[axis]);
            else if (keepAxes) extents.Add(1);
        }

        return Shape.Create([.. extents]);
    }
}
