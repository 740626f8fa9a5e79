using GpuNN.Backends;

namespace GpuNN;

/// <content>LessOrEqual.</content>
public static partial class Operators
{
    /// <summary>Whether x ≤ y, element by element, broadcasting; false where either is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor LessOrEqual(this Tensor x, Tensor y) =>
        Binary(nameof(LessOrEqual), ElementwiseFunction.LessOrEqual, x, y, result: DType.Bool);

    /// <summary>Whether x ≤ y, element by element; false where x is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    public static Tensor LessOrEqual(this Tensor x, double y) => x.LessOrEqual(ScalarLike(x, y));
}
