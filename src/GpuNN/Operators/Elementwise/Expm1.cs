using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Expm1.</content>
public static partial class Operators
{
    /// <summary>eˣ − 1, element by element, exact near 0.</summary>
    public static Tensor Expm1(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Expm1), ElementwiseFunction.Expm1, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(result, nameof(Expm1));
        return Tape.Record(nameof(Expm1), result, x, gradient => gradient.Multiply(saved.Value.Affine(1, 1)));
    }
}
