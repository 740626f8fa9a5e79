using System.Globalization;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Tests.Backends.Cpu.VectorMath;

/// <summary>
/// Each function against double precision: a sample of all floats by default, every float in the slow run. The bounds
/// are in units in the last place of the result, beside an absolute one where the documentation states it.
/// </summary>
public sealed unsafe class SingleMathTests
{
    private const int Block = 4096;

    public enum Function
    {
        Exp,
        Expm1,
        Log,
        Log1p,
        Log2,
        Tanh,
        Sigmoid,
        Erf,
        Sin,
        Cos,
        Softplus,
        NormalDistribution,
    }

    public static TheoryData<Function, double, double> Bounds => new()
    {
        { Function.Exp, 1.0, 0 },
        { Function.Expm1, 1.5, 0 },
        { Function.Log, 1.0, 0 },
        { Function.Log1p, 1.5, 0 },
        { Function.Log2, 2.0, 0 },
        { Function.Tanh, 3.0, 0 },
        { Function.Sigmoid, 2.5, 3e-39 },
        { Function.Erf, 3.0, 0 },
        { Function.Sin, 2.5, 0 },
        { Function.Cos, 2.5, 0 },
        { Function.Softplus, 2.5, 0 },
        { Function.NormalDistribution, 3.0, 1.5e-7 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void StaysWithinItsBoundOnASample(Function function, double ulps, double absolute) =>
        Check(function, ulps, absolute, stride: 4999);

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Bounds))]
    public void StaysWithinItsBoundOnManyFloats(Function function, double ulps, double absolute) =>
        Check(function, ulps, absolute, Environment.GetEnvironmentVariable("GPUNN_ALL_FLOATS") == "1" ? 1 : 397);

    [Theory]
    [MemberData(nameof(Bounds))]
    public void AllWidthsAgree(Function function, double ulps, double absolute)
    {
        Assert.True(ulps > 0 && absolute >= 0);
        float[] x = Enumerable.Range(0, 4001).Select(i => (i - 2000) * 0.013f).ToArray();
        float[] narrow = Evaluate<Lanes128<float>>(function, x);
        Assert.Equal(narrow, Evaluate<Lanes256<float>>(function, x));
        Assert.Equal(narrow, Evaluate<Lanes512<float>>(function, x));
    }

    private static void Check(Function function, double ulps, double absolute, int stride)
    {
        float[] x = new float[Block];
        double worst = 0;
        float worstAt = 0;
        long bits = 0;
        while (bits <= uint.MaxValue)
        {
            for (int i = 0; i < Block; i++, bits += stride)
            {
                x[i] = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits, uint.MaxValue));
            }

            float[] actual = Evaluate<Lanes256<float>>(function, x);
            for (int i = 0; i < Block; i++)
            {
                double expected = Reference(function, x[i]);
                double error = ErrorInUlps(actual[i], expected, absolute);
                if (!(error <= worst))
                {
                    worst = error;
                    worstAt = x[i];
                }
            }
        }

        Assert.True(worst <= ulps, string.Create(
            CultureInfo.InvariantCulture,
            $"{function}: {worst:F3} ulp at {worstAt:R}, allowed {ulps}: expected {Reference(function, worstAt):R}, found {Evaluate<Lanes256<float>>(function, [worstAt])[0]:R}"));
    }

    /// <summary>NaN where only one side is NaN or infinite, so that no comparison accepts it.</summary>
    private static double ErrorInUlps(float actual, double expected, double absolute)
    {
        float rounded = (float)expected;
        if (float.IsNaN(rounded) || float.IsInfinity(rounded) || rounded == 0)
        {
            return actual.Equals(rounded) && (float.IsNaN(actual) || float.IsNegative(actual) == float.IsNegative(rounded))
                ? 0
                : Math.Abs(actual - expected) <= absolute || (float.IsInfinity(rounded) && !float.IsNaN(actual)
                    && Math.Abs(actual) >= float.MaxValue && Math.Abs(expected) < float.MaxValue * (1 + 1e-7)) ? 0 : double.NaN;
        }

        double unit = Math.Max(Math.ScaleB(1, Math.ILogB(Math.Abs(expected)) - 23), float.Epsilon);
        double error = Math.Abs(actual - expected);
        return float.IsInfinity(actual) && !(Math.Abs(expected) > float.MaxValue * (1 - 1e-7))
            ? double.NaN
            : error <= absolute ? 0 : float.IsInfinity(actual) ? 0.5 : error / unit;
    }

    private static double Reference(Function function, double x) => function switch
    {
        Function.Exp => Math.Exp(x),
        Function.Expm1 => Math.Abs(x) < 1e-3 ? x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4))) : Math.Exp(x) - 1,
        Function.Log => Math.Log(x),
        Function.Log1p => LogOfOnePlus(x),
        Function.Log2 => Math.Log2(x),
        Function.Tanh => Math.Tanh(x),
        Function.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Function.Erf => SpecialFunctions.Erf(x),
        Function.Sin => Math.Sin(x),
        Function.Cos => Math.Cos(x),
        Function.Softplus => Math.Max(x, 0) + LogOfOnePlus(Math.Exp(-Math.Abs(x))),
        _ => SpecialFunctions.NormalDistribution(x),
    };

    private static double LogOfOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsInfinity(x) ? x : Math.Log(sum) + (x - (sum - 1)) / sum;
    }

    private static float[] Evaluate<V>(Function function, float[] x)
        where V : struct, IVector<V, float>
    {
        float[] z = new float[x.Length];
        fixed (float* source = x, destination = z)
        {
            UnaryKernel.Run<V, float, Evaluated>(new Evaluated(function), source, destination, x.Length);
        }

        return z;
    }

    private readonly struct Evaluated(Function function) : IUnaryOperator<float>
    {
        public static bool IsShort => false;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public V Invoke<V>(V x)
            where V : struct, IVector<V, float> => function switch
            {
                Function.Exp => SingleMath.Exp(x),
                Function.Expm1 => SingleMath.Expm1(x),
                Function.Log => SingleMath.Log(x),
                Function.Log1p => SingleMath.Log1p(x),
                Function.Log2 => SingleMath.Log2(x),
                Function.Tanh => SingleMath.Tanh(x),
                Function.Sigmoid => SingleMath.Sigmoid(x),
                Function.Erf => SingleMath.Erf(x),
                Function.Sin => SingleMath.Sin(x),
                Function.Cos => SingleMath.Cos(x),
                Function.Softplus => SingleMath.Softplus(x),
                _ => SingleMath.NormalDistribution(x),
            };
    }
}
