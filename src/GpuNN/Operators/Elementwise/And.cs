using GpuNN.Backends;

namespace GpuNN;

/// <content>And.</content>
public static partial class Operators
{
    /// <summary>Whether x ≠ 0 and y ≠ 0, element by element, broadcasting; NaN counts as ≠ 0. A <see cref="DType.Bool"/> tensor.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor And(this Tensor x, Tensor y) =>
        Binary(nameof(And), ElementwiseFunction.And, x, y, result: DType.Bool);
}
