using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Clamp.</content>
public static partial class Operators
{
    /// <summary>min(max(x, min), max), element by element; NaN stays NaN. The derivative is 1 between the bounds and at
    /// them, else 0.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="min">The lower bound; none where it is left out.</param>
    /// <param name="max">The upper bound; none where it is left out. It wins where it is below the lower one.</param>
    public static Tensor Clamp(this Tensor x, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        Tensor result = Unary(nameof(Clamp), ElementwiseFunction.Clamp, x, min, max);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Clamp));
        return Tape.Record(nameof(Clamp), result, x, gradient => ClampGradient(gradient, saved.Value, min, max));
    }

    /// <summary>Linear in the gradient, so its own gradient is itself.</summary>
    private static Tensor ClampGradient(Tensor gradient, Tensor x, double min, double max)
    {
        Tensor result = Binary(nameof(ClampGradient), ElementwiseFunction.ClampGradient, gradient, x, min, max);
        return Tape.Records(gradient)
            ? Tape.Record(nameof(ClampGradient), result, gradient, incoming => ClampGradient(incoming, x, min, max))
            : result;
    }
}
