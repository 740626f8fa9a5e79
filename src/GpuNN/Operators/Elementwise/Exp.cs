using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Exp.</content>
public static partial class Operators
{
    /// <summary>eˣ, element by element.</summary>
    public static Tensor Exp(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Exp), ElementwiseFunction.Exp, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(result, nameof(Exp));
        return Tape.Record(nameof(Exp), result, x, gradient => gradient.Multiply(saved.Value));
    }
}
