using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Log.</content>
public static partial class Operators
{
    /// <summary>ln x, element by element; −∞ of 0, NaN below.</summary>
    public static Tensor Log(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Log), ElementwiseFunction.Log, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Log));
        return Tape.Record(nameof(Log), result, x, gradient => gradient.Divide(saved.Value));
    }
}
