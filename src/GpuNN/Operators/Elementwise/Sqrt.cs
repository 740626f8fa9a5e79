using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Sqrt.</content>
public static partial class Operators
{
    /// <summary>√x, element by element; NaN below 0.</summary>
    public static Tensor Sqrt(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Sqrt), ElementwiseFunction.Sqrt, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(result, nameof(Sqrt));
        return Tape.Record(nameof(Sqrt), result, x, gradient => gradient.Divide(saved.Value.Affine(2)));
    }
}
