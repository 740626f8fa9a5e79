using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.VectorMath;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Elementwise;

/// <summary>Every operator struct against its definition in double precision, at every length around a register.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class ElementwiseEngineTests
{
    private const double Epsilon = 1.0 / (1 << 23);

    /// <summary>The absolute error of Φ (<see cref="VectorMath.SingleMathTests"/>).</summary>
    private const double NormalDistributionError = 1.5e-7;

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void UnaryOperatorsFollowTheirFormula(int bits)
    {
        using WidthScope width = new(bits);
        Unary(default(Identity<float>), x => x);
        Unary(default(Negate<float>), x => -x);
        Unary(default(Square<float>), x => x * x);
        Unary(new Scale<float>(-1.5f), x => -1.5 * x);
        Unary(new ScaleAndShift<float>(2.5f, 0.25f), x => 2.5 * x + 0.25);
        Unary(default(Abs<float>), Math.Abs);
        Unary(default(Sign<float>), x => Math.Sign(x));
        Unary(default(Floor<float>), Math.Floor);
        Unary(default(Ceiling<float>), Math.Ceiling);
        Unary(default(Round<float>), x => Math.Round(x, MidpointRounding.ToEven));
        Unary(new Clamp<float>(-0.5f, 1.25f), x => Math.Clamp(x, -0.5, 1.25));
        Unary(default(Reciprocal<float>), x => 1 / x);
        Unary(default(Sqrt<float>), Math.Sqrt, 0.01f);
        Unary(default(ReciprocalSqrt<float>), x => 1 / Math.Sqrt(x), 0.01f);
        Unary(default(Elementary<float, ExpFunction>), Math.Exp);
        Unary(default(Elementary<float, Log2Function>), Math.Log2, 0.01f);
        Unary(default(Elementary<float, ErfFunction>), DoubleMath.Erf);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ActivationsFollowTheirFormula(int bits)
    {
        using WidthScope width = new(bits);
        Unary(default(ReLU<float>), x => Math.Max(x, 0));
        Unary(new LeakyReLU<float>(0.1f), x => x > 0 ? x : 0.1f * x);
        Unary(default(HardSigmoid<float>), x => Math.Clamp(x / 6 + 0.5, 0, 1));
        Unary(default(HardSwish<float>), x => x * Math.Clamp(x + 3, 0, 6) / 6);
        Unary(default(LogSigmoid<float>), x => -Softplus(-x));
        Unary(new ELU<float>(0.7f, 1.5f), x => 1.5 * (x > 0 ? x : 0.7f * (Math.Exp(x) - 1)));
        Unary(new CELU<float>(0.7f), x => x > 0 ? x : 0.7f * (Math.Exp(x / 0.7f) - 1));
        Unary(new Softplus<float>(2, 20), x => 2 * x > 20 ? x : Softplus(2 * x) / 2);
        Unary(default(Softsign<float>), x => x / (1 + Math.Abs(x)));
        Unary(default(GELU<float>), x => x * DoubleMath.NormalDistribution(x));
        Unary(default(GELUTanh<float>), GeluTanh);
        Unary(default(SiLU<float>), x => x * Sigmoid(x));
        Unary(default(Mish<float>), x => x * Math.Tanh(Softplus(x)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ActivationGradientsAreTheDerivatives(int bits)
    {
        using WidthScope width = new(bits);
        Binary(default(SigmoidGradient<float>), (d, z) => d * z * (1 - z));
        Binary(default(TanhGradient<float>), (d, z) => d * (1 - z * z));
        Binary(default(ReLUGradient<float>), (d, z) => z > 0 ? d : 0);
        Slope(new LeakyReLUGradient<float>(0.1f), x => x > 0 ? x : 0.1f * x);
        Slope(new HardTanhGradient<float>(-2, 1), x => Math.Clamp(x, -2, 1));
        Slope(default(HardSigmoidGradient<float>), x => Math.Clamp(x / 6 + 0.5, 0, 1));
        Slope(default(HardSwishGradient<float>), x => x * Math.Clamp(x + 3, 0, 6) / 6);
        Slope(default(LogSigmoidGradient<float>), x => -Softplus(-x));
        Slope(new ELUGradient<float>(0.7f, 1.5f), x => 1.5 * (x > 0 ? x : 0.7f * (Math.Exp(x) - 1)));
        Slope(new ClampGradient<float>(-2, 1), x => Math.Clamp(x, -2, 1));
        Slope(new CELUGradient<float>(0.7f), x => x > 0 ? x : 0.7f * (Math.Exp(x / 0.7f) - 1));
        Slope(new SoftplusGradient<float>(2, 20), x => Softplus(2 * x) / 2);
        Slope(default(SoftsignGradient<float>), x => x / (1 + Math.Abs(x)));
        Slope(default(GELUGradient<float>), x => x * DoubleMath.NormalDistribution(x));
        Slope(default(GELUTanhGradient<float>), GeluTanh);
        Slope(default(SiLUGradient<float>), x => x * Sigmoid(x));
        Slope(default(MishGradient<float>), x => x * Math.Tanh(Softplus(x)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void BinaryOperatorsFollowTheirFormula(int bits)
    {
        using WidthScope width = new(bits);
        Binary(default(Add<float>), (x, y) => x + y);
        Binary(default(Subtract<float>), (x, y) => x - y);
        Binary(default(Multiply<float>), (x, y) => x * y);
        Binary(default(Divide<float>), (x, y) => x / y);
        Binary(default(Minimum<float>), Math.Min);
        Binary(default(Maximum<float>), Math.Max);
        Binary(new AddScaled<float>(-0.3f), (x, y) => x - 0.3f * y);
        Binary(new LerpByConstant<float>(0.3f), (x, y) => x + 0.3f * (y - x));
        Binary(default(PReLU<float>), (x, y) => x > 0 ? x : y * x);
        Binary(default(Power<float>), Math.Pow);
        Binary(default(PReLUSlopeGradient<float>), (d, x) => x > 0 ? 0 : d * x);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LossesFollowTheirFormula(int bits)
    {
        using WidthScope width = new(bits);
        Binary(default(SquaredDifference<float>), (x, y) => (x - y) * (x - y));
        Binary(default(AbsoluteDifference<float>), (x, y) => Math.Abs(x - y));
        Binary(new Huber<float>(1.5f), (x, y) => Math.Abs(x - y) <= 1.5 ? (x - y) * (x - y) / 2 : 1.5 * (Math.Abs(x - y) - 0.75));
        Binary(new Hinge<float>(1), (x, y) => Math.Max(0, 1 - x * y));
        Binary(default(BinaryCrossEntropy<float>), (x, y) => -(y * LogAbove(x) + (1 - y) * LogAbove(1 - x)));
        Binary(new BinaryCrossEntropyWithLogits<float>(2), (x, y) => (1 - y) * x + (1 + y) * Softplus(-x));
        Binary(default(KLDivergence<float>), (x, y) => y * Math.Log(y) - y * x);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void TernaryOperatorsFollowTheirFormula(int bits)
    {
        using WidthScope width = new(bits);
        Ternary(default(Lerp<float>), (x, y, w) => x + w * (y - x));
        Ternary(default(MultiplyAdd<float>), (x, y, w) => x * y + w);
        Ternary(default(PReLUGradient<float>), (d, x, slope) => x > 0 ? d : slope * d);
        Ternary(new ExtremumGradient<float>(1), (d, x, y) => x < y ? 0 : d);
        Ternary(new ExtremumGradient<float>(-1), (d, x, y) => x > y ? 0 : d);
        Ternary(new HingeGradient<float>(1), (d, x, y) => x * y < 1 ? -d * y : 0);
        Ternary(default(BinaryCrossEntropyGradient<float>), (d, p, t) => d * (p - t) / Math.Max(p * (1 - p), 1e-12f), 1e4);
        Ternary(new BinaryCrossEntropyWithLogitsGradient<float>(2), (d, x, t) => d * ((1 + t) * Sigmoid(x) - 2 * t));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void PredicatesAnswerForNaNToo(int bits)
    {
        using WidthScope width = new(bits);
        Compare<Equal<float>>((x, y) => x == y);
        Compare<NotEqual<float>>((x, y) => x != y);
        Compare<Less<float>>((x, y) => x < y);
        Compare<LessOrEqual<float>>((x, y) => x <= y);
        Compare<Greater<float>>((x, y) => x > y);
        Compare<GreaterOrEqual<float>>((x, y) => x >= y);
        Compare<IsNaN<float>>((x, _) => float.IsNaN(x));
        Compare<IsFinite<float>>((x, _) => float.IsFinite(x));
        Compare<And<float>>((x, y) => x != 0 && y != 0);
        Compare<Or<float>>((x, y) => x != 0 || y != 0);
        Compare<Not<float>>((x, _) => x == 0);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NaNGoesThrough(int bits)
    {
        using WidthScope width = new(bits);
        Assert.True(float.IsNaN(One(default(ReLU<float>), float.NaN)));
        Assert.True(float.IsNaN(One(new Clamp<float>(0, 1), float.NaN)));
        Assert.True(float.IsNaN(One(default(HardSwish<float>), float.NaN)));
        Assert.True(float.IsNaN(One(default(Elementary<float, TanhFunction>), float.NaN)));
        Assert.True(float.IsNaN(One(default(Elementary<float, SigmoidFunction>), float.NaN)));
        Assert.True(float.IsNaN(One(default(GELU<float>), float.NaN)));
        Assert.True(float.IsNaN(One(default(Elementary<float, SinFunction>), float.PositiveInfinity)));
    }

    private static float One<TOperator>(TOperator f, float x)
        where TOperator : struct, IUnaryOperator<float>
    {
        float z;
        ElementwiseEngine.Unary(f, &x, &z, IterationSpace.Contiguous(1, 2));
        return z;
    }

    private static void Unary<TOperator>(TOperator f, Func<double, double> expected, float lowest = -7.5f)
        where TOperator : struct, IUnaryOperator<float>
    {
        foreach (int count in Lengths())
        {
            using GuardedArray<float> x = new(count);
            using GuardedArray<float> z = new(count);
            Fill(x.Values, count, lowest);
            ElementwiseEngine.Unary(f, x.Pointer, z.Pointer, IterationSpace.Contiguous(count, 2));
            z.AssertBandsUntouched();
            for (int i = 0; i < count; i++)
            {
                Near(at => expected(at[0]), [x.Values[i]], z.Values[i], typeof(TOperator));
            }

            ElementwiseEngine.Unary(f, x.Pointer, x.Pointer, IterationSpace.Contiguous(count, 2));
            Assert.True(x.Values.SequenceEqual(z.Values), $"{typeof(TOperator).Name} in place differs");
        }
    }

    private static void Binary<TOperator>(TOperator f, Func<double, double, double> expected)
        where TOperator : struct, IBinaryOperator<float>
    {
        foreach (int count in Lengths())
        {
            using GuardedArray<float> x = new(count);
            using GuardedArray<float> y = new(count);
            using GuardedArray<float> z = new(count);
            Fill(x.Values, count, -3);
            Fill(y.Values, count + 1000, -2);
            for (int kind = 0; kind < 3; kind++)
            {
                long[] steps = [1, kind == 1 ? 0 : 1, kind == 2 ? 0 : 1];
                IterationSpace space = IterationSpace.Create([count], steps, 3);
                ElementwiseEngine.Binary(f, x.Pointer, y.Pointer, z.Pointer, space);
                z.AssertBandsUntouched();
                for (int i = 0; i < count; i++)
                {
                    float xi = x.Values[kind == 1 ? 0 : i];
                    float yi = y.Values[kind == 2 ? 0 : i];
                    Near(at => expected(at[0], at[1]), [xi, yi], z.Values[i], typeof(TOperator));
                }
            }
        }
    }

    private static void Ternary<TOperator>(
        TOperator f, Func<double, double, double, double> expected, double largest = double.MaxValue)
        where TOperator : struct, ITernaryOperator<float>
    {
        foreach (int count in Lengths())
        {
            using GuardedArray<float> x = new(count);
            using GuardedArray<float> y = new(count);
            using GuardedArray<float> w = new(count);
            using GuardedArray<float> z = new(count);
            Fill(x.Values, count, -3);
            Fill(y.Values, count + 1000, -2);
            Fill(w.Values, count + 2000, -4);
            ElementwiseEngine.Ternary(f, x.Pointer, y.Pointer, w.Pointer, z.Pointer, IterationSpace.Contiguous(count, 4));
            z.AssertBandsUntouched();
            for (int i = 0; i < count; i++)
            {
                double value = expected(x.Values[i], y.Values[i], w.Values[i]);
                if (Math.Abs(value) <= largest)
                {
                    Near(at => expected(at[0], at[1], at[2]), [x.Values[i], y.Values[i], w.Values[i]], z.Values[i], typeof(TOperator));
                }
            }
        }
    }

    /// <summary>A gradient operator of (dz, x) against the central difference of the function.</summary>
    private static void Slope<TOperator>(TOperator f, Func<double, double> function)
        where TOperator : struct, IBinaryOperator<float>
    {
        const double Step = 1e-5;
        const int Count = 101;
        using GuardedArray<float> x = new(Count);
        using GuardedArray<float> d = new(Count, seed: 3);
        using GuardedArray<float> z = new(Count);
        Fill(x.Values, Count, -7.503f);
        ElementwiseEngine.Binary(f, d.Pointer, x.Pointer, z.Pointer, IterationSpace.Contiguous(Count, 3));
        for (int i = 0; i < Count; i++)
        {
            double at = x.Values[i];
            double slope = (function(at + Step) - function(at - Step)) / (2 * Step);
            double error = Math.Abs(z.Values[i] - d.Values[i] * slope);
            Assert.True(error <= 2e-6, $"{typeof(TOperator).Name} at {at}: {z.Values[i]}, expected {d.Values[i] * slope}");
        }
    }

    private static void Compare<TPredicate>(Func<float, float, bool> expected)
        where TPredicate : struct, IPredicate<float>
    {
        float[] special = [0, -0f, 1, -1, 2.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-42f];
        foreach (int count in Lengths().Where(n => n > 0))
        {
            float[] x = Enumerable.Range(0, count).Select(i => special[i % special.Length]).ToArray();
            float[] y = Enumerable.Range(0, count).Select(i => special[i / special.Length % special.Length]).ToArray();
            byte[] z = new byte[count + 1];
            z[count] = 77;
            fixed (float* px = x, py = y)
            {
                fixed (byte* pz = z)
                {
                    ElementwiseEngine.Compare<float, TPredicate>(px, py, pz, IterationSpace.Contiguous(count, 3));
                }
            }

            Assert.Equal(77, z[count]);
            for (int i = 0; i < count; i++)
            {
                Assert.True(z[i] == (expected(x[i], y[i]) ? 1 : 0), $"{typeof(TPredicate).Name}({x[i]}, {y[i]}) = {z[i]}");
            }
        }
    }

    private static IEnumerable<int> Lengths() => Enumerable.Range(0, 35).Concat([63, 64, 65, 127, 128, 129, 1000]);

    /// <summary>Values that step over the kinks of the activations.</summary>
    private static void Fill<T>(Span<T> values, int seed, double lowest)
        where T : INumberBase<T>
    {
        Random random = new(seed);
        for (int i = 0; i < values.Length; i++)
        {
            double value = lowest + random.NextDouble() * 15;
            double kink = Math.Round(value * 2) / 2;
            values[i] = T.CreateChecked(Math.Abs(value - kink) < 1e-3 ? value + 3e-3 : value);
        }
    }

    /// <summary>A few roundings of operands and result, each of which moves the result by at most
    /// ½·ε·(|f| + Σ|xₖ·∂f/∂xₖ|): sixteen are allowed, and the absolute error of Φ where it is a factor.</summary>
    private static void Near(Func<double[], double> function, double[] at, float actual, Type type)
    {
        double expected = function(at), condition = Math.Abs(expected);
        for (int k = 0; k < at.Length; k++)
        {
            double step = 1e-6 * Math.Max(Math.Abs(at[k]), 1e-3);
            double[] above = [.. at], below = [.. at];
            above[k] += step;
            below[k] -= step;
            double slope = (function(above) - function(below)) / (2 * step);
            if (double.IsFinite(slope)) condition += Math.Abs(at[k] * slope);
        }

        double floor = type.Name.StartsWith("GELU", StringComparison.Ordinal) ? NormalDistributionError * at.Sum(Math.Abs) : 0;
        bool matches = double.IsNaN(expected) ? float.IsNaN(actual) : Math.Abs(actual - expected) <= (8 * Epsilon * condition) + floor;
        Assert.True(matches, $"{type.Name}({string.Join(", ", at)}): {actual}, expected {expected}, condition {condition}");
    }

    private static double LogAbove(double x) => Math.Max(Math.Log(x), -100);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + DoubleMath.Log1p(Math.Exp(-Math.Abs(x)));

    private static double GeluTanh(double x) =>
        0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
}
