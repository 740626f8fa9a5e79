using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Floor.</content>
public static partial class Operators
{
    /// <summary>The largest integer not above x, element by element. The derivative is 0.</summary>
    public static Tensor Floor(this Tensor x)
    {
        Tensor result = Unary(nameof(Floor), ElementwiseFunction.Floor, x);
        return Tape.Records(x) ? Tape.Record(nameof(Floor), result, x, gradient => gradient.Affine(0)) : result;
    }
}
