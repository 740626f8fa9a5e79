using GpuNN.Backends;

namespace GpuNN;

/// <content>Less.</content>
public static partial class Operators
{
    /// <summary>Whether x &lt; y, element by element, broadcasting; false where either is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Less(this Tensor x, Tensor y) =>
        Binary(nameof(Less), ElementwiseFunction.Less, x, y, result: DType.Bool);

    /// <summary>Whether x &lt; y, element by element; false where x is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    public static Tensor Less(this Tensor x, double y) => x.Less(ScalarLike(x, y));
}
