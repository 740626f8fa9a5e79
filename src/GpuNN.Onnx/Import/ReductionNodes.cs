using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Reductions. The axes are an attribute until operator set 17 (12 for sums), an input later. Of no elements they give
/// what leaves other numbers alone.</summary>
internal static class ReductionNodes
{
    private delegate Tensor Reduction(Tensor x, int[] axes, bool keepAxes);

    private delegate Tensor Preparation(OperatorCall call, Tensor x);

    public static IEnumerable<OperatorDefinition> Definitions =>
    [
        .. Reduce("ReduceSum", (x, axes, keep) => x.Sum(axes, keep), 13),
        .. Reduce("ReduceMean", (x, axes, keep) => x.Mean(axes, keep), preparation: InFloat),
        .. Reduce("ReduceProd", (x, axes, keep) => x.Prod(axes, keep)),
        .. Reduce("ReduceMax", (x, axes, keep) => Ordered(x, axes, keep, (v, a, k) => v.Max(a, k), double.NegativeInfinity), ordersNumbers: true),
        .. Reduce("ReduceMin", (x, axes, keep) => Ordered(x, axes, keep, (v, a, k) => v.Min(a, k), double.PositiveInfinity), ordersNumbers: true),
        .. Reduce("ReduceL1", (x, axes, keep) => x.Sum(axes, keep), preparation: Magnitude),
        .. Reduce("ReduceL2", (x, axes, keep) => x.Square().Sum(axes, keep).Sqrt(), preparation: InFloat),
        .. Reduce("ReduceLogSum", (x, axes, keep) => x.Sum(axes, keep).Log(), preparation: InFloat),
        .. Reduce("ReduceLogSumExp", LogSumExp, preparation: InFloat),
        .. Reduce("ReduceSumSquare", (x, axes, keep) => x.Square().Sum(axes, keep)),
    ];

    /// <summary>The version with axes as an attribute, and the one with axes as an input.</summary>
    private static OperatorDefinition[] Reduce(
        string name, Reduction reduction, int inputSince = 18, bool ordersNumbers = false, Preparation? preparation = null) =>
    [
        new(name, (OperatorCall call) => Run(call, reduction, preparation)) { Attributes = ["axes", "keepdims"], Until = inputSince - 1, OrdersNumbers = ordersNumbers },
        new(name, (OperatorCall call) => Run(call, reduction, preparation))
        {
            Most = 2,
            Attributes = ["keepdims", "noop_with_empty_axes"],
            Since = inputSince,
            Settings = 0b10,
            OrdersNumbers = ordersNumbers,
        },
    ];

    private static Tensor Run(OperatorCall call, Reduction reduction, Preparation? preparation)
    {
        Tensor x = call[0];
        long[] named = call.IntegersOf("axes", 1) ?? [];
        bool keepAxes = call.Node.Flag("keepdims", true);
        if (named.Length == 0 && call.Node.Flag("noop_with_empty_axes")) return x;
        int[] axes = named.Length == 0 ? [.. Enumerable.Range(0, x.Rank)] : call.Axes(named, x.Rank);
        Tensor operand = preparation is null ? x : preparation(call, x);
        Tensor result = axes.Length == 0 ? reduction(operand.Reshape(1), [0], false) : reduction(operand, axes, keepAxes);
        bool isUnsigned = call.TypeOf(0) == ElementType.UInt64 && result.DType.IsFloatingPoint();
        return call.As(call.TypeOf(0), isUnsigned ? UnsignedIntegers.FromFloat(result) : result.Cast(x.DType));
    }

    private static Tensor InFloat(OperatorCall call, Tensor x) =>
        x.DType.IsFloatingPoint() ? x
        : call.TypeOf(0) == ElementType.UInt64 ? UnsignedIntegers.ToFloat(x, DType.Float64)
        : x.Cast(DType.Float64);

    private static Tensor Magnitude(OperatorCall call, Tensor x) => call.TypeOf(0) == ElementType.UInt64 ? x : x.Abs();

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
