using GpuNN.Backends;

namespace GpuNN;

/// <content>Not.</content>
public static partial class Operators
{
    /// <summary>Whether x = 0, element by element. A <see cref="DType.Bool"/> tensor.</summary>
    public static Tensor Not(this Tensor x) => Unary(nameof(Not), ElementwiseFunction.Not, x, result: DType.Bool);
}
