using GpuNN.Jit.Tests.Targets.OpenCl;

namespace GpuNN.Jit.Tests.Extensions;

/// <summary>On an OpenCL device, through local memory.</summary>
public sealed class OpenClWarpMatrixTests() : WarpMatrixTests(OpenClDevices.Context(), context => context.CreateCLAccelerator(0));

/// <summary>In this process.</summary>
public sealed class ClrWarpMatrixTests() : WarpMatrixTests(
    Context.Create(builder => builder.CPU()), context => context.CreateCPUAccelerator(0));

/// <summary>In this process with every access checked.</summary>
public sealed class CheckedWarpMatrixTests() : WarpMatrixTests(
    Context.Create(builder => builder.CPU(CPUDevice.Checked)), context => context.CreateCPUAccelerator(0));

/// <summary>Called as the C# they are.</summary>
public sealed class DirectWarpMatrixTests() : WarpMatrixTests(
    Context.Create(builder => builder.CPU(CPUDevice.Direct)), context => context.CreateCPUAccelerator(0));

/// <summary>The portable meaning of a warp's products, against float64, in two groups of two warps.</summary>
public abstract class WarpMatrixTests : IDisposable
{
    private const int Warps = 2;

    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly Random _random = new(11);

    protected WarpMatrixTests(Context context, Func<Context, Accelerator> accelerator)
    {
        _context = context;
        _accelerator = accelerator(context);
    }

    public void Dispose()
    {
        _context.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public void AProductOfTensorFloatsIsThatOfFloat64()
    {
        float[] a = Numbers(Warps * 128), b = Numbers(Warps * 64), c = Numbers(Warps * 128);
        float[] found = Run(a, b, c, (x, y, z, d) =>
            _accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(
                WarpMatrixKernels.TensorFloat)((1, 32 * Warps), x, y, z, d));
        Check(found, 8, 3, Array.ConvertAll(a, TensorFloat), Array.ConvertAll(b, TensorFloat), c);
    }

    [SkippableFact]
    public void AProductOfFloat16IsThatOfFloat64()
    {
        ushort[] a = Halves(Warps * 256), b = Halves(Warps * 128);
        float[] c = Numbers(Warps * 128);
        float[] found = Run(a, b, c, (x, y, z, d) =>
            _accelerator.LoadStreamKernel<ArrayView<ushort>, ArrayView<ushort>, ArrayView<float>, ArrayView<float>, int>(
                WarpMatrixKernels.Float16)((1, 32 * Warps), x, y, z, d, 3));
        Check(found, 16, 3, Array.ConvertAll(a, FromHalf), Array.ConvertAll(b, FromHalf), c);
    }

    [SkippableFact]
    public void AProductOfBFloat16IsThatOfFloat64()
    {
        ushort[] a = [.. Numbers(Warps * 256).Select(x => (ushort)(BitConverter.SingleToUInt32Bits(x) >> 16))];
        ushort[] b = [.. Numbers(Warps * 128).Select(x => (ushort)(BitConverter.SingleToUInt32Bits(x) >> 16))];
        float[] c = Numbers(Warps * 128);
        float[] found = Run(a, b, c, (x, y, z, d) =>
            _accelerator.LoadStreamKernel<ArrayView<ushort>, ArrayView<ushort>, ArrayView<float>, ArrayView<float>, int>(
                WarpMatrixKernels.BFloat16)((1, 32 * Warps), x, y, z, d, 3));
        Check(found, 16, 3, Array.ConvertAll(a, FromBFloat), Array.ConvertAll(b, FromBFloat), c);
    }

    [SkippableFact]
    public void LoadedMatricesMultiplyAsTheyLieInMemory()
    {
        ushort[] a = Halves(256), b = Halves(128);
        using var x = _accelerator.Allocate1D(a);
        using var y = _accelerator.Allocate1D(b);
        using var d = _accelerator.Allocate1D<float>(256);
        _accelerator.LoadStreamKernel<ArrayView<ushort>, ArrayView<ushort>, ArrayView<float>>(
            WarpMatrixKernels.ThroughSharedMemory)((1, 32), x.View, y.View, d.View);
        float[] found = d.GetAsArray1D();
        Check(found[..128], 16, 1, Array.ConvertAll(a, FromHalf), Array.ConvertAll(b, FromHalf), new float[128]);
        // The second half of B's rows was filled with zeros.
        Assert.All(found[128..], element => Assert.Equal(0, element));
    }

    [SkippableFact]
    public void LoadsGiveTheWordsThatTheInstructionGives()
    {
        ushort[] memory = [.. Enumerable.Range(1, 64 * 8).Select(i => (ushort)i)];
        using var x = _accelerator.Allocate1D(memory);
        using var y = _accelerator.Allocate1D<uint>(64 * 8);
        _accelerator.LoadStreamKernel<ArrayView<ushort>, ArrayView<uint>>(WarpMatrixKernels.Loads)((1, 64), x.View, y.View);
        uint[] found = y.GetAsArray1D();
        for (int item = 0; item < 64; item++)
        {
            int lane = item % 32, g = lane / 4, t = lane % 4;
            for (int matrix = 0; matrix < 4; matrix++)
            {
                Assert.Equal(Element(g, 2 * t) | (Element(g, (2 * t) + 1) << 16), found[(item * 8) + matrix]);
                Assert.Equal(Element(2 * t, g) | (Element((2 * t) + 1, g) << 16), found[(item * 8) + 4 + matrix]);

                // Lane l gave the row that item 7·l mod 32 wrote.
                uint Element(int row, int column) =>
                    memory[((((item / 32) * 32) + (((matrix * 8) + row) * 7 % 32)) * 8) + column];
            }
        }
    }

    [SkippableTheory]
    [InlineData(256)]
    [InlineData(102)]
    [InlineData(0)]
    public void CopiesEndInZerosBeyondTheirCount(int count)
    {
        float[] x = Numbers(256);
        using var source = _accelerator.Allocate1D(x);
        using var target = _accelerator.Allocate1D<float>(256);
        _accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, int>(WarpMatrixKernels.Copies)((1, 64), source.View, target.View, count);
        Assert.Equal(x.Select((value, i) => i < count ? value : 0), target.GetAsArray1D());
    }

    private float[] Run<T>(
        T[] a, T[] b, float[] c, Action<ArrayView<T>, ArrayView<T>, ArrayView<float>, ArrayView<float>> launch)
        where T : unmanaged
    {
        using var x = _accelerator.Allocate1D(a);
        using var y = _accelerator.Allocate1D(b);
        using var z = _accelerator.Allocate1D(c);
        using var d = _accelerator.Allocate1D<float>(c.Length);
        launch(x.View, y.View, z.View, d.View);
        return d.GetAsArray1D();
    }

    /// <summary>|error| ≤ 4·√K·ε·Σ|a·b| for K terms, from row-major 16×k and k×8 of each warp.</summary>
    private static void Check(float[] found, int k, int rounds, float[] a, float[] b, float[] c)
    {
        for (int i = 0; i < found.Length; i++)
        {
            int warp = i / 128, row = i % 128 / 8, column = i % 8;
            double sum = c[i], bound = Math.Abs(c[i]);
            for (int p = 0; p < k; p++)
            {
                double term = (double)a[(warp * 16 * k) + (row * k) + p] * b[(warp * 8 * k) + (p * 8) + column];
                sum += rounds * term;
                bound += rounds * Math.Abs(term);
            }

            double tolerance = 4 * Math.Sqrt(rounds * k) * bound / (1 << 24);
            Assert.True(Math.Abs(found[i] - sum) <= tolerance, $"({row}, {column}) of warp {warp}: {found[i]}, not {sum}");
        }
    }

    private float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((_random.NextDouble() * 2) - 1))];

    private ushort[] Halves(int count) => [.. Numbers(count).Select(x => BitConverter.HalfToUInt16Bits((System.Half)x))];

    private static float FromHalf(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    private static float FromBFloat(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>10 bits of fraction, by arithmetic: the error of the nearest is at most half a unit.</summary>
    private static float TensorFloat(float value)
    {
        if (value == 0) return value;
        double unit = Math.ScaleB(1, Math.ILogB(value) - 10);
        return (float)(Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit);
    }
}
