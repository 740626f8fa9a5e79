using GpuNN.Jit.Targets.Ptx;

namespace GpuNN.Jit.Tests.Targets.Ptx;

/// <summary>The functions that PTX kernels inline, against the class library: the largest error in units in the last place.</summary>
public sealed class PtxMathTests
{
    private static readonly double[] s_edges =
    [
        0.0, -0.0, 1, -1, 0.5, -0.5, 2, 10, -10, 1e-300, 1e-310, -1e-310, 1e300, double.Epsilon, double.MaxValue,
        double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 709.7, 709.9, -745, -746, 88.7, -87.4,
        -103.9, 3, -3, 20, -20, 0.41421356, 1e-8, 0.6, 0.99999999,
    ];

    public static TheoryData<string, double, double, int> Doubles => new()
    {
        { "Exp", -745, 709.7, 2 },
        { "Exp", -1, 1, 2 },
        { "Log", 0, 10, 2 },
        { "Log", 0, 1e300, 2 },
        { "Log2", 0, 1e10, 2 },
        { "Log10", 0, 1e10, 3 },
        { "Sin", -10, 10, 3 },
        { "Sin", -1e8, 1e8, 3 },
        { "Cos", -10, 10, 3 },
        { "Cos", -1e8, 1e8, 3 },
        { "Tan", -10, 10, 4 },
        { "Asin", -1, 1, 4 },
        { "Acos", -1, 1, 4 },
        { "Atan", -5, 5, 3 },
        { "Atan", -1e10, 1e10, 3 },
        { "Sinh", -3, 3, 4 },
        { "Sinh", -710, 710, 4 },
        { "Cosh", -710, 710, 4 },
        { "Tanh", -2, 2, 4 },
        { "Tanh", -20, 20, 4 },
        // The C library's own cube root, which the class library calls, is off by up to 4 units.
        { "Cbrt", -1e6, 1e6, 5 },
    };

    public static TheoryData<string, double, double, int> Singles => new()
    {
        { "Exp", -103, 88.7, 2 },
        { "Exp", -1, 1, 1 },
        { "Log", 0, 10, 2 },
        { "Log", 0, 1e38, 2 },
        { "Log2", 0, 1e10, 3 },
        { "Log10", 0, 1e10, 1 },
        { "Sin", -10, 10, 2 },
        { "Sin", -1e6, 1e6, 2 },
        { "Cos", -10, 10, 2 },
        { "Cos", -1e6, 1e6, 2 },
        { "Tan", -10, 10, 1 },
        { "Asin", -1, 1, 1 },
        { "Acos", -1, 1, 1 },
        { "Atan", -5, 5, 1 },
        { "Sinh", -3, 3, 1 },
        { "Cosh", -80, 80, 1 },
        { "Tanh", -2, 2, 3 },
        { "Tanh", -12, 12, 3 },
        { "Cbrt", -1e6, 1e6, 1 },
    };

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DoubleFunctionsStayWithinAFewUlp(string name, double low, double high, int ulps)
    {
        var found = typeof(PtxMath).GetMethod(name, [typeof(double)])!.CreateDelegate<Func<double, double>>();
        var expected = typeof(Math).GetMethod(name, [typeof(double)])!.CreateDelegate<Func<double, double>>();
        var random = new Random(11);
        for (int i = 0; i < 20000; i++)
        {
            double x = low + random.NextDouble() * (high - low);
            Check(name, x, expected(x), found(x), Math.BitIncrement(Math.Abs(expected(x))) - Math.Abs(expected(x)), ulps);
        }
        foreach (double x in s_edges)
        {
            if (name is not ("Sin" or "Cos" or "Tan") || !(Math.Abs(x) > 1e9))
                Check(name, x, expected(x), found(x), Math.BitIncrement(Math.Abs(expected(x))) - Math.Abs(expected(x)), ulps);
        }
    }

    [Theory]
    [MemberData(nameof(Singles))]
    public void SingleFunctionsStayWithinAFewUlp(string name, double low, double high, int ulps)
    {
        var found = typeof(PtxMath).GetMethod(name, [typeof(float)])!.CreateDelegate<Func<float, float>>();
        var expected = typeof(Math).GetMethod(name, [typeof(double)])!.CreateDelegate<Func<double, double>>();
        var random = new Random(11);
        IEnumerable<double> points = Enumerable.Range(0, 20000).Select(_ => low + random.NextDouble() * (high - low));
        foreach (double point in points.Concat(s_edges))
        {
            float x = (float)point;
            if (name is "Sin" or "Cos" or "Tan" && MathF.Abs(x) > 1e9f)
                continue;
            double exact = expected(x);
            float rounded = (float)exact;
            Check(name, x, float.IsInfinity(rounded) ? rounded : exact, found(x), MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded), ulps);
        }
    }

    [Fact]
    public void PowersAndAnglesAreThoseOfTheClassLibrary()
    {
        var random = new Random(12);
        var pairs = new List<(double, double)>();
        foreach (double x in s_edges)
        {
            foreach (double y in s_edges)
                pairs.Add((x, y));
        }
        for (int i = 0; i < 20000; i++)
            pairs.Add((Math.Exp(random.NextDouble() * 20 - 10), random.NextDouble() * 40 - 20));
        foreach ((double x, double y) in pairs)
        {
            double power = Math.Pow(x, y);
            Check("Pow", x, power, PtxMath.Pow(x, y), Math.BitIncrement(Math.Abs(power)) - Math.Abs(power), 8, y);
            double angle = Math.Atan2(x, y);
            Check("Atan2", x, angle, PtxMath.Atan2(x, y), Math.BitIncrement(Math.Abs(angle)) - Math.Abs(angle), 4, y);
        }
    }

    [Fact]
    public void RemaindersAreExact()
    {
        var random = new Random(13);
        foreach (double x in s_edges)
        {
            foreach (double y in s_edges)
                Assert.Equal(x % y, PtxMath.Remainder(x, y));
        }
        for (int i = 0; i < 5000; i++)
        {
            double x = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20));
            double y = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20));
            Assert.Equal(x % y, PtxMath.Remainder(x, y));
            Assert.Equal((float)x % (float)y, PtxMath.Remainder((float)x, (float)y));
        }
    }

    private static void Check(string name, double x, double expected, double found, double ulp, int ulps, double y = 0)
    {
        bool same = double.IsNaN(expected) ? double.IsNaN(found)
            : double.IsInfinity(expected) || expected == 0 ? found == expected && (expected != 0 || double.IsNegative(found) == double.IsNegative(expected))
            : Math.Abs(found - expected) <= ulps * ulp;
        Assert.True(same, $"{name}({x:R}, {y:R}) = {found:R}, expected {expected:R}: {Math.Abs(found - expected) / ulp:F1} ulp");
    }
}
