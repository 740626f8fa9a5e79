using GpuNN.Backends;

namespace GpuNN;

/// <content>Greater.</content>
public static partial class Operators
{
    /// <summary>Whether x &gt; y, element by element, broadcasting; false where either is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Greater(this Tensor x, Tensor y) =>
        Binary(nameof(Greater), ElementwiseFunction.Greater, x, y, result: DType.Bool);

    /// <summary>Whether x &gt; y, element by element; false where x is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    public static Tensor Greater(this Tensor x, double y) => x.Greater(ScalarLike(x, y));
}
