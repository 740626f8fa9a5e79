using System.Numerics;
using static GpuNN.Backends.ElementwiseFunction;

namespace GpuNN.Backends.Reference;

/// <summary>Activations and their gradients. Comparisons are written so that NaN stays NaN.</summary>
internal static class Activations
{
    public static T Apply<T>(ElementwiseFunction function, T x, T y, T z, T alpha, T beta)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T one = T.One, zero = T.Zero, two = one + one, three = two + one, six = three + three;
        switch (function)
        {
            case ReLU: return x <= zero ? zero : x;
            case ReLUGradient: return y <= zero ? zero : x;
            case LeakyReLU: return x > zero ? x : alpha * x;
            case LeakyReLUGradient: return y > zero ? x : alpha * x;
            case PReLU: return x > zero ? x : y * x;
            case PReLUGradient: return y > zero ? x : z * x;
            case PReLUSlopeGradient: return y > zero ? zero : x * y;
            case ELU: return x > zero ? beta * x : beta * alpha * SpecialFunctions.Expm1(x);
            case ELUGradient: return y > zero ? beta * x : beta * alpha * T.Exp(y) * x;
            case CELU: return x > zero ? x : alpha * SpecialFunctions.Expm1(x / alpha);
            case CELUGradient: return y > zero ? x : T.Exp(y / alpha) * x;
            case Sigmoid: return Logistic(x);
            case SigmoidGradient: return x * y * (one - y);
            case LogSigmoid: return T.Min(x, zero) - SpecialFunctions.Log1p(T.Exp(-T.Abs(x)));
            case LogSigmoidGradient: return x * Logistic(-y);
            case HardSigmoid: return T.Min(T.Max(x + three, zero), six) / six;
            case HardSigmoidGradient: return y > -three && y < three ? x / six : zero;
            case Tanh: return T.Tanh(x);
            case TanhGradient: return x * (one - (y * y));
            case HardTanhGradient: return y <= alpha || y >= beta ? zero : x;
            case Softplus: return alpha * x > beta ? x : SpecialFunctions.Log1p(T.Exp(alpha * x)) / alpha;
            case SoftplusGradient: return alpha * y > beta ? x : x * Logistic(alpha * y);
            case Softsign: return x / (one + T.Abs(x));
            case SoftsignGradient: return x / ((one + T.Abs(y)) * (one + T.Abs(y)));
            case GELU: return x * NormalDistribution(x);
            case GELUGradient: return x * (NormalDistribution(y) + (y * NormalDensity(y)));
            case GELUTanh: return x * (one + T.Tanh(TanhArgument(x))) / two;
            case GELUTanhGradient:
                T tanh = T.Tanh(TanhArgument(y));
                T slope = T.Sqrt(two / T.Pi) * (one + (three * Cubic<T>() * y * y));
                return x * (one + tanh + (y * (one - (tanh * tanh)) * slope)) / two;
            case SiLU: return x * Logistic(x);
            case SiLUGradient: return x * Logistic(y) * (one + (y * Logistic(-y)));
            case HardSwish: return x * T.Min(T.Max(x + three, zero), six) / six;
            case HardSwishGradient: return y < -three ? zero : y <= three ? x * ((y / three) + (one / two)) : x;
            case Mish: return x * T.Tanh(SpecialFunctions.Log1p(T.Exp(x)));
            case MishGradient:
                T t = T.Tanh(SpecialFunctions.Log1p(T.Exp(y)));
                return x * (t + (y * Logistic(y) * (one - (t * t))));
            default: return Arithmetic.Apply(function, x, y, z, alpha, beta);
        }
    }

    private static T Logistic<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));

    private static T NormalDistribution<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> =>
        (T.One + SpecialFunctions.Erf(x / T.Sqrt(T.One + T.One))) / (T.One + T.One);

    private static T NormalDensity<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.Exp(-x * x / (T.One + T.One)) / T.Sqrt(T.Tau);

    private static T TanhArgument<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> =>
        T.Sqrt((T.One + T.One) / T.Pi) * (x + (Cubic<T>() * x * x * x));

    private static T Cubic<T>()
        where T : IBinaryFloatingPointIeee754<T> => T.CreateChecked(0.044715);
}
