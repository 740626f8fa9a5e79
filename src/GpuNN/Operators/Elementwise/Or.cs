using GpuNN.Backends;

namespace GpuNN;

/// <content>Or.</content>
public static partial class Operators
{
    /// <summary>Whether x ≠ 0 or y ≠ 0, element by element, broadcasting; NaN counts as ≠ 0. A <see cref="DType.Bool"/> tensor.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Or(this Tensor x, Tensor y) =>
        Binary(nameof(Or), ElementwiseFunction.Or, x, y, result: DType.Bool);
}
