using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Ceiling.</content>
public static partial class Operators
{
    /// <summary>The smallest integer not below x, element by element. The derivative is 0.</summary>
    public static Tensor Ceiling(this Tensor x)
    {
        Tensor result = Unary(nameof(Ceiling), ElementwiseFunction.Ceiling, x);
        return Tape.Records(x) ? Tape.Record(nameof(Ceiling), result, x, gradient => gradient.Affine(0)) : result;
    }
}
