using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>AddScaled and addition in place.</content>
public static partial class Operators
{
    /// <summary>x + α·y, element by element, broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor AddScaled(this Tensor x, Tensor y, double alpha)
    {
        bool isReal = double.IsInteger(alpha) || x.DType.IsFloatingPoint() || y.DType.IsFloatingPoint();
        Tensor result = Binary(nameof(AddScaled), ElementwiseFunction.AddScaled, isReal ? x : Real(x), y, alpha);
        return Tape.Records(x, y)
            ? Tape.Record(nameof(AddScaled), result, [x, y], gradient =>
            [
                x.RequiresGrad ? gradient.ReduceTo(x) : null,
                y.RequiresGrad ? gradient.Affine(alpha).ReduceTo(y) : null,
            ])
            : result;
    }

    /// <summary>x ← x + y, outside the tape.</summary>
    /// <exception cref="ShapeMismatchException">The shape of y does not broadcast to that of x.</exception>
    /// <exception cref="TapeException">x is on the tape.</exception>
    public static Tensor AddInPlace(this Tensor x, Tensor y)
    {
        if (Tape.Records(x))
            throw new TapeException(nameof(AddInPlace), nameof(x), "a tensor that requires a gradient", "one that does not; use Add, or NoGrad");
        if (!Shape.TryBroadcast(x.Shape, y.Shape, out Shape shape) || shape != x.Shape)
            throw new ShapeMismatchException(nameof(AddInPlace), nameof(y), $"{y.Shape}", $"a shape that broadcasts to {x.Shape}");
        Dispatcher.Run(
            nameof(AddInPlace), new ElementwisePrimitive(ElementwiseFunction.Add), [x, Broadcast(y, shape, x.DType)], [x]);
        x.MarkChanged(nameof(AddInPlace));
        return x;
    }
}
