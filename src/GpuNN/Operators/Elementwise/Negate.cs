using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Negate.</content>
public static partial class Operators
{
    /// <summary>−x, element by element.</summary>
    public static Tensor Negate(this Tensor x)
    {
        Tensor result = Unary(nameof(Negate), ElementwiseFunction.Negate, x);
        return Tape.Records(x) ? Tape.Record(nameof(Negate), result, x, gradient => gradient.Negate()) : result;
    }
}
