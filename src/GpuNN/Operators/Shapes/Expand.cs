using GpuNN.Autograd;

namespace GpuNN;

/// <content>Expand.</content>
public static partial class Operators
{
    /// <summary>A view in a larger shape: axes of extent 1 are repeated, new axes come in front.</summary>
    /// <exception cref="ShapeMismatchException">The tensor's shape does not broadcast to <paramref name="shape"/>.</exception>
    public static Tensor Expand(this Tensor x, in Shape shape)
    {
        if (shape == x.Shape) return x;
        if (!Shape.TryBroadcast(x.Shape, shape, out Shape broadcast) || broadcast != shape)
            throw new ShapeMismatchException(nameof(Expand), nameof(shape), $"{shape}", $"a shape that {x.Shape} broadcasts to");
        Tensor result = ExpandView(x, shape);
        return Tape.Records(x) ? Tape.Record(nameof(Expand), result, x, gradient => gradient.SumTo(x.Shape)) : result;
    }
}
