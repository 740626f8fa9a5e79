using GpuNN.Backends;

namespace GpuNN;

/// <content>NotEqual.</content>
public static partial class Operators
{
    /// <summary>Whether x ≠ y, element by element, broadcasting; true where either is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor NotEqual(this Tensor x, Tensor y) =>
        Binary(nameof(NotEqual), ElementwiseFunction.NotEqual, x, y, result: DType.Bool);

    /// <summary>Whether x ≠ y, element by element; true where x is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    public static Tensor NotEqual(this Tensor x, double y) => x.NotEqual(ScalarLike(x, y));
}
