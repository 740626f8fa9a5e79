using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Sin.</content>
public static partial class Operators
{
    /// <summary>sin x, element by element, x in radians.</summary>
    public static Tensor Sin(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Sin), ElementwiseFunction.Sin, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Sin));
        return Tape.Record(nameof(Sin), result, x, gradient => gradient.Multiply(saved.Value.Cos()));
    }
}
