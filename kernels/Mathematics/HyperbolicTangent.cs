using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>tanh x of the exponential: the approximate instruction that some compilers choose for tanh (2⁻¹¹ relative) is
/// too coarse for gradients.</summary>
internal static class HyperbolicTangent
{
    /// <summary>sign(x)·(1 − t)/(1 + t) with t = e^(−2|x|), which cannot overflow; below 1/2, where 1 − t cancels, Lambert's
    /// continued fraction x/(1 + x²/(3 + x²/(5 + …))) to 13, which is exact to 2⁻⁵³ there.</summary>
    public static T Of<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T magnitude = x < T.Zero ? -x : x;
        T two = T.One + T.One;
        if (magnitude < T.One / two)
        {
            T three = two + T.One, five = three + two, seven = five + two, nine = seven + two, eleven = nine + two;
            T square = x * x;
            T tail = nine + (square / (eleven + (square / (eleven + two))));
            return x / (T.One + (square / (three + (square / (five + (square / (seven + (square / tail))))))));
        }

        T t = T.Exp(-(magnitude + magnitude));
        T result = (T.One - t) / (T.One + t);
        return x < T.Zero ? -result : result;
    }
}
