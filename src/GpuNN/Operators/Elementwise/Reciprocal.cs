using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Reciprocal.</content>
public static partial class Operators
{
    /// <summary>1 / x, element by element; of integers in float32.</summary>
    public static Tensor Reciprocal(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Reciprocal), ElementwiseFunction.Reciprocal, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(result, nameof(Reciprocal));
        return Tape.Record(nameof(Reciprocal), result, x, gradient => gradient.Multiply(saved.Value.Square().Negate()));
    }
}
