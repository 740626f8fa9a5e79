using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>ReLU.</content>
public static partial class Operators
{
    /// <summary>max(x, 0), element by element; NaN stays NaN. The derivative at 0 is 0.</summary>
    public static Tensor ReLU(this Tensor x)
    {
        Tensor result = Unary(nameof(ReLU), ElementwiseFunction.ReLU, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(result, nameof(ReLU));
        return Tape.Record(nameof(ReLU), result, x, gradient => ReLUGradient(gradient, saved.Value));
    }

    /// <summary>Linear in the gradient, so its own gradient is itself.</summary>
    private static Tensor ReLUGradient(Tensor gradient, Tensor result)
    {
        Tensor output = Binary(nameof(ReLUGradient), ElementwiseFunction.ReLUGradient, gradient, result);
        return Tape.Records(gradient)
            ? Tape.Record(nameof(ReLUGradient), output, gradient, incoming => ReLUGradient(incoming, result))
            : output;
    }
}
