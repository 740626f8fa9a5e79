using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>CumulativeSum.</content>
public static partial class Operators
{
    /// <summary>Running sums along an axis: result[i] = x[0] + ... + x[i]. Integers and bools are summed in int64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor CumulativeSum(this Tensor x, int axis) => CumulativeSum(x, axis, isReversed: false);

    private static Tensor CumulativeSum(Tensor x, int axis, bool isReversed)
    {
        var primitive = new CumulativeSumPrimitive(x.Shape.NormalizeAxis(axis), isReversed);
        Tensor operand = x.DType.IsFloatingPoint() ? x : x.Cast(DType.Int64);
        Tensor result = Dispatcher.Run(nameof(CumulativeSum), primitive, operand.DType, x.Shape, operand);
        return Tape.Records(x)
            ? Tape.Record(nameof(CumulativeSum), result, x, gradient => CumulativeSum(gradient, axis, !isReversed))
            : result;
    }
}
