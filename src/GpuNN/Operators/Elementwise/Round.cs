using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Round.</content>
public static partial class Operators
{
    /// <summary>The nearest integer, ties to even, element by element. The derivative is 0.</summary>
    public static Tensor Round(this Tensor x)
    {
        Tensor result = Unary(nameof(Round), ElementwiseFunction.Round, x);
        return Tape.Records(x) ? Tape.Record(nameof(Round), result, x, gradient => gradient.Affine(0)) : result;
    }
}
