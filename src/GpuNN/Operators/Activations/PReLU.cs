using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>PReLU.</content>
public static partial class Operators
{
    /// <summary>x where x &gt; 0, else slope·x, with slopes that are learned: one in all, or one per channel, axis 1 of
    /// x.</summary>
    /// <param name="x">[n, c, ...], or any shape with one slope.</param>
    /// <param name="slope">[1] or [c].</param>
    /// <exception cref="ShapeMismatchException">The slopes are neither one nor one per channel.</exception>
    public static Tensor PReLU(this Tensor x, Tensor slope)
    {
        Tensor slopes = ChannelSlopes(x, slope);
        Tensor result = Binary(nameof(PReLU), ElementwiseFunction.PReLU, x, slopes);
        if (!Tape.Records(x, slopes)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(PReLU)), savedSlopes = Tape.Save(slopes, nameof(PReLU));
        return Tape.Record(nameof(PReLU), result, [x, slopes], gradient =>
        [
            x.RequiresGrad ? PReLUGradient(gradient, savedX.Value, savedSlopes.Value) : null,
            slopes.RequiresGrad ? PReLUSlopeGradient(gradient, savedX.Value).ReduceTo(slopes) : null,
        ]);
    }

    private static Tensor PReLUGradient(Tensor gradient, Tensor x, Tensor slopes) => Tape.Records(gradient, x, slopes)
        ? gradient.Multiply(x.Greater(0).Where(1, slopes))
        : Ternary(nameof(PReLUGradient), ElementwiseFunction.PReLUGradient, gradient, x, slopes);

    private static Tensor PReLUSlopeGradient(Tensor gradient, Tensor x) => Tape.Records(gradient, x)
        ? gradient.Multiply(x.MaskedFill(x.Greater(0), 0))
        : Binary(nameof(PReLUSlopeGradient), ElementwiseFunction.PReLUSlopeGradient, gradient, x);

    private static Tensor ChannelSlopes(Tensor x, Tensor slope)
    {
        if (slope.Count == 1) return slope.Reshape([]);
        if (x.Rank < 2 || slope.Shape != Shape.Create(x.Shape[1]))
            throw new ShapeMismatchException(nameof(PReLU), nameof(slope), $"{slope.Shape}", $"[1], or one per channel of {x.Shape}");
        Span<long> extents = stackalloc long[x.Rank - 1];
        extents.Fill(1);
        extents[0] = x.Shape[1];
        return slope.Reshape(extents);
    }
}
