using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>ReciprocalSqrt.</content>
public static partial class Operators
{
    /// <summary>1 / √x, element by element; NaN below 0.</summary>
    public static Tensor ReciprocalSqrt(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(ReciprocalSqrt), ElementwiseFunction.ReciprocalSqrt, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(result, nameof(ReciprocalSqrt));
        return Tape.Record(nameof(ReciprocalSqrt), result, x, gradient => gradient.Multiply(saved.Value.Square().Multiply(saved.Value).Affine(-0.5)));
    }
}
