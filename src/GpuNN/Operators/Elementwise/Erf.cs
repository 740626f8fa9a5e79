using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Erf.</content>
public static partial class Operators
{
    /// <summary>The error function 2/√π · ∫₀ˣ exp(−t²) dt, element by element.</summary>
    public static Tensor Erf(this Tensor x)
    {
        Tensor result = UnaryReal(nameof(Erf), ElementwiseFunction.Erf, x);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Erf));
        return Tape.Record(nameof(Erf), result, x, gradient => gradient.Multiply(saved.Value.Square().Negate().Exp().Affine(2 / Math.Sqrt(Math.PI))));
    }
}
