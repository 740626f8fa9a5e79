using System.Numerics;
using static GpuNN.Backends.ElementwiseFunction;

namespace GpuNN.Backends.Reference;

/// <summary>The element's part of losses, and gradients.</summary>
internal static class Losses
{
    public static T Apply<T>(ElementwiseFunction function, T x, T y, T z, T alpha)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T one = T.One, two = one + one, difference = x - y;
        switch (function)
        {
            case SquaredDifference: return difference * difference;
            case AbsoluteDifference: return T.Abs(difference);
            case Huber:
                T distance = T.Abs(difference);
                return distance <= alpha ? distance * distance / two : alpha * (distance - (alpha / two));
            case Hinge: return T.Max(T.Zero, alpha - (x * y));
            case HingeGradient: return y * z < alpha ? -x * z : T.Zero;
            case BinaryCrossEntropy: return -((y * BoundedLog(x)) + ((one - y) * BoundedLog(one - x)));
            case BinaryCrossEntropyGradient: return x * (y - z) / T.Max(y * (one - y), T.CreateChecked(1e-12));
            case BinaryCrossEntropyWithLogits:
                T softplus = SpecialFunctions.Log1p(T.Exp(-T.Abs(x))) + T.Max(-x, T.Zero);
                return ((one - y) * x) + ((one + ((alpha - one) * y)) * softplus);
            case BinaryCrossEntropyWithLogitsGradient:
                return x * (((one + ((alpha - one) * z)) / (one + T.Exp(-y))) - (alpha * z));
            case KLDivergence: return (T.IsZero(y) ? T.Zero : y * T.Log(y)) - (y * x);
            default: throw new UnsupportedOperatorException(function.ToString(), null, "no definition in the reference", "one");
        }
    }

    private static T BoundedLog<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.Max(T.Log(x), T.CreateChecked(-100));
}
