using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Sign.</content>
public static partial class Operators
{
    /// <summary>−1, 0 or 1, element by element; 0 of NaN. The derivative is 0.</summary>
    public static Tensor Sign(this Tensor x)
    {
        Tensor result = Unary(nameof(Sign), ElementwiseFunction.Sign, x);
        return Tape.Records(x) ? Tape.Record(nameof(Sign), result, x, gradient => gradient.Affine(0)) : result;
    }
}
