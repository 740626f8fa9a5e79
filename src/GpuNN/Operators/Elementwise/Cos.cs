using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Cos.</content>
public static partial class Operators
{
    /// <summary>cos x, element by element, x in radians.</summary>
    public static Tensor Cos(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Cos), ElementwiseFunction.Cos, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Cos));
        return Tape.Record(nameof(Cos), result, x, gradient => gradient.Multiply(saved.Value.Sin().Negate()));
    }
}
