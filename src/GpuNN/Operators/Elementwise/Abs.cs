using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Abs.</content>
public static partial class Operators
{
    /// <summary>|x|, element by element. The derivative at 0 is 0.</summary>
    public static Tensor Abs(this Tensor x)
    {
        Tensor result = Unary(nameof(Abs), ElementwiseFunction.Abs, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Abs));
        return Tape.Record(nameof(Abs), result, x, gradient => gradient.Multiply(saved.Value.Sign()));
    }
}
