using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Square.</content>
public static partial class Operators
{
    /// <summary>x², element by element.</summary>
    public static Tensor Square(this Tensor x)
    {
        Tensor result = Unary(nameof(Square), ElementwiseFunction.Square, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Square));
        return Tape.Record(nameof(Square), result, x, gradient => gradient.Multiply(saved.Value.Affine(2)));
    }
}
