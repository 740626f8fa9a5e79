using GpuNN.Backends;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Convolution;

/// <summary>Operands of one geometry between bands of NaN, the results by definition, and the comparisons with them.</summary>
internal sealed class ConvolutionData : IDisposable
{
    private readonly PlainConvolution _expected;

    public ConvolutionData(ConvolutionGeometry geometry)
    {
        _expected = new PlainConvolution(geometry);
        X = new GuardedArray<float>(_expected.ImageCount, 1);
        W = new GuardedArray<float>(_expected.FilterCount, 2);
        Dy = new GuardedArray<float>(_expected.ResultCount, 3);
        Y = new GuardedArray<float>(_expected.ResultCount);
        Dx = new GuardedArray<float>(_expected.ImageCount);
        Dw = new GuardedArray<float>(_expected.FilterCount);
        _expected.Run(X.Values, W.Values, Dy.Values);
    }

    public GuardedArray<float> X { get; }

    public GuardedArray<float> W { get; }

    public GuardedArray<float> Dy { get; }

    public GuardedArray<float> Y { get; }

    public GuardedArray<float> Dx { get; }

    public GuardedArray<float> Dw { get; }

    public void AssertForward(string what, double slack = 0) => AssertNear(Y, _expected.Y, _expected.YMagnitude, what, slack);

    public void AssertDataGradient(string what) => AssertNear(Dx, _expected.Dx, _expected.DxMagnitude, what, 0);

    public void AssertWeightGradient(string what) => AssertNear(Dw, _expected.Dw, _expected.DwMagnitude, what, 0);

    /// <summary>Winograd's transforms spread the error over a tile: it is held relative to the norm.</summary>
    public void AssertForwardInNorm(string what, double tolerance) => AssertInNorm(Y, _expected.Y, what, tolerance);

    public void AssertDataGradientInNorm(string what, double tolerance) => AssertInNorm(Dx, _expected.Dx, what, tolerance);

    public void Dispose()
    {
        foreach (GuardedArray<float> array in new[] { X, W, Dy, Y, Dx, Dw })
        {
            array.Dispose();
        }
    }

    private static void AssertNear(
        GuardedArray<float> found, double[] expected, double[] magnitudes, string what, double slack)
    {
        // A sum of n rounded products is within n units of the sum of their magnitudes.
        const double Unit = 1.0 / (1 << 24);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(found.Values[i] - expected[i]);
            double bound = (64 * Unit * magnitudes[i]) + slack;
            Assert.True(error <= bound, $"{what}: element {i} is {found.Values[i]}, not {expected[i]}");
        }

        found.AssertBandsUntouched();
    }

    private static void AssertInNorm(GuardedArray<float> found, double[] expected, string what, double tolerance)
    {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            error += Math.Pow(found.Values[i] - expected[i], 2);
            norm += expected[i] * expected[i];
        }

        Assert.True(Math.Sqrt(error) <= tolerance * Math.Sqrt(norm), $"{what}: relative error {Math.Sqrt(error / norm)}");
        found.AssertBandsUntouched();
    }
}
