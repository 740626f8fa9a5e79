using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Cast.</content>
public static partial class Operators
{
    /// <summary>The same numbers in another type: float to integer truncates towards zero and saturates, NaN gives 0; to
    /// bool is ≠ 0.</summary>
    public static Tensor Cast(this Tensor x, DType dtype)
    {
        if (x.DType == dtype) return x;
        Tensor result = Dispatcher.Run(nameof(Cast), CopyPrimitive.Instance, dtype, x.Shape, x);
        return dtype.IsFloatingPoint() && Tape.Records(x)
            ? Tape.Record(nameof(Cast), result, x, gradient => gradient.Cast(x.DType))
            : result;
    }
}
