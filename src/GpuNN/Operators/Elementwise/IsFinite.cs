using GpuNN.Backends;

namespace GpuNN;

/// <content>IsFinite.</content>
public static partial class Operators
{
    /// <summary>Whether x is neither infinite nor NaN, element by element. A <see cref="DType.Bool"/> tensor.</summary>
    public static Tensor IsFinite(this Tensor x) => Unary(nameof(IsFinite), ElementwiseFunction.IsFinite, x, result: DType.Bool);
}
