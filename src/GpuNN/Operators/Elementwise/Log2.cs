using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Log2.</content>
public static partial class Operators
{
    /// <summary>The logarithm of x to base 2, element by element.</summary>
    public static Tensor Log2(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Log2), ElementwiseFunction.Log2, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Log2));
        return Tape.Record(nameof(Log2), result, x, gradient => gradient.Divide(saved.Value.Affine(Math.Log(2))));
    }
}
