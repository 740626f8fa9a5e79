using GpuNN.Backends;

namespace GpuNN;

/// <content>IsNaN.</content>
public static partial class Operators
{
    /// <summary>Whether x is NaN, element by element. A <see cref="DType.Bool"/> tensor.</summary>
    public static Tensor IsNaN(this Tensor x) => Unary(nameof(IsNaN), ElementwiseFunction.IsNaN, x, result: DType.Bool);
}
