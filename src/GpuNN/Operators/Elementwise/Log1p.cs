using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Log1p.</content>
public static partial class Operators
{
    /// <summary>ln(1 + x), element by element, exact near 0.</summary>
    public static Tensor Log1p(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Log1p), ElementwiseFunction.Log1p, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Log1p));
        return Tape.Record(nameof(Log1p), result, x, gradient => gradient.Divide(saved.Value.Affine(1, 1)));
    }
}
