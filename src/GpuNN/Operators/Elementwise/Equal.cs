using GpuNN.Backends;

namespace GpuNN;

/// <content>Equal.</content>
public static partial class Operators
{
    /// <summary>Whether x = y, element by element, broadcasting; false where either is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Equal(this Tensor x, Tensor y) =>
        Binary(nameof(Equal), ElementwiseFunction.Equal, x, y, result: DType.Bool);

    /// <summary>Whether x = y, element by element; false where x is NaN. A <see cref="DType.Bool"/> tensor.</summary>
    public static Tensor Equal(this Tensor x, double y) => x.Equal(ScalarLike(x, y));

    /// <summary>A scalar to combine with x: of its type where that holds the value, else float32, which promotes.</summary>
    private static Tensor ScalarLike(Tensor x, double value) => Tensor.Scalar(
        value, x.DType.IsFloatingPoint() || (x.DType.IsInteger() && double.IsInteger(value)) ? x.DType : DType.Float32, x.Device);
}
