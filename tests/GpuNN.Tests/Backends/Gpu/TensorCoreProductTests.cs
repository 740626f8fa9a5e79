using GpuNN.Backends;
using GpuNN.Backends.Gpu;

namespace GpuNN.Tests.Backends.Gpu;

/// <summary>Products by tensor cores, in their portable meaning: forced, since no device without them chooses them.</summary>
public sealed class TensorCoreProductTests
{
    /// <summary>Float32's error of sums of 72 products below 1, and of the epilogue.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string, DType> Devices
    {
        get
        {
            var data = new TheoryData<string, DType>();
            foreach (string device in GpuDevices.All)
            {
                foreach (DType dtype in new[] { DType.Float32, DType.Float16, DType.BFloat16 }) data.Add(device, dtype);
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Transposes_batches_epilogues_and_ragged_edges_agree(string name, DType dtype)
    {
        SkipLongCompilations(name);
        double roundoff = dtype switch { DType.Float16 => 1.0 / (1 << 11), DType.BFloat16 => 1.0 / (1 << 8), _ => 0 };
        using IDisposable forced = Force();
        foreach (bool isATransposed in new[] { false, true })
        {
            foreach (bool isBTransposed in new[] { false, true })
            {
                // Lines are aligned where they lie; the other axis may end anywhere.
                int m = isATransposed ? 136 : 133, n = isBTransposed ? 141 : 144, k = 72;
                PrimitiveCheck.AgainstReference(
                    name, new MatrixMultiplyPrimitive(0.5, HasBias: true, Activation.Tanh, Beta: 0.25),
                    device =>
                    [
                        isATransposed ? Representable(device, dtype, 1, 2, k, m).Transpose(1, 2) : Representable(device, dtype, 1, 2, m, k),
                        isBTransposed ? Representable(device, dtype, 2, 2, n, k).Transpose(1, 2) : Representable(device, dtype, 2, 2, k, n),
                        Representable(device, dtype, 3, n),
                    ],
                    device => [Representable(device, dtype, 4, 2, m, n)], Tolerance + roundoff);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Float32_is_rounded_to_TF32_and_no_further(string name)
    {
        SkipLongCompilations(name);
        using IDisposable forced = Force();
        Device device = GpuDevices.Open(name);
        const int size = 64;
        Tensor a = PrimitiveCheck.Random(device, 1, size, size), b = PrimitiveCheck.Random(device, 2, size, size);
        float[] found = a.MatMul(b).ToArray<float>();
        double[] exact = Multiply(a.ToArray<float>(), b.ToArray<float>(), size, out double[] magnitudes);
        // Half a unit of 10 bits for each factor, and float32's sum.
        for (int i = 0; i < found.Length; i++) Assert.InRange(Math.Abs(found[i] - exact[i]), 0, magnitudes[i] * ((2.0 / (1 << 11)) + 1e-6));
        Assert.Contains(Enumerable.Range(0, found.Length), i => Math.Abs(found[i] - exact[i]) > 1e-4);
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void NaN_and_infinity_come_through(string name)
    {
        SkipLongCompilations(name);
        using IDisposable forced = Force();
        Device device = GpuDevices.Open(name);
        var a = new float[64 * 64];
        a[3 * 64] = float.NaN;
        a[5 * 64] = float.PositiveInfinity;
        float[] found = Tensor.From(a, [64, 64], device).MatMul(Tensor.Ones([64, 64], device: device)).ToArray<float>();
        Assert.All(found[(3 * 64)..(4 * 64)], x => Assert.Equal(float.NaN, x));
        Assert.All(found[(5 * 64)..(6 * 64)], x => Assert.Equal(float.PositiveInfinity, x));
        Assert.All(found[..(3 * 64)], x => Assert.Equal(0, x));
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Lines_that_are_not_aligned_are_multiplied_without_them(string name)
    {
        SkipLongCompilations(name);
        using IDisposable forced = Force();
        PrimitiveCheck.AgainstReference(
            name, new MatrixMultiplyPrimitive(),
            device => [PrimitiveCheck.Random(device, 1, 20, 35), PrimitiveCheck.Random(device, 2, 35, 18)],
            device => [Tensor.Zeros([20, 18], DType.Float32, device)], Tolerance);
    }

    [Fact]
    public void Shared_memory_is_free_of_races()
    {
        using IDisposable forced = Force();
        PrimitiveCheck.AgainstReference(
            "jit-cpu:checked", new MatrixMultiplyPrimitive(),
            device => [Representable(device, DType.Float16, 1, 24, 72), Representable(device, DType.Float16, 2, 72, 40)],
            device => [Tensor.Zeros([24, 40], DType.Float16, device)], Tolerance + (1.0 / (1 << 11)));
    }

    [Fact]
    public void They_are_chosen_for_large_aligned_products_of_devices_that_have_them()
    {
        var shape = new ProductShape(4096, 4096, 4096, 1, false, DeviceKind.Gpu, HasTensorCores: true);
        Assert.Equal(ProductVariant.TensorCores, ProductStrategy.Choose(shape).Variant);
        Assert.Equal(ProductVariant.Quads128, ProductStrategy.Choose(shape with { HasTensorCores = false }).Variant);
        Assert.NotEqual(ProductVariant.TensorCores, ProductStrategy.Choose(shape with { M = 64, N = 64 }).Variant);
    }

    [Fact]
    public void TF32_is_allowed_only_inside_its_scope()
    {
        Assert.False(TensorFloat.IsAllowed);
        using (TensorFloat.Allow()) Assert.True(TensorFloat.IsAllowed);
        Assert.False(TensorFloat.IsAllowed);
    }

    private static void SkipLongCompilations(string name) => Skip.If(
        name == "opencl:0" && !SlowTests.RunInFull, "PoCL takes minutes to compile a kernel of so many barriers; GPUNN_SLOW=1 runs it");

    private static Release Force()
    {
        ProductStrategy.Forced = new ProductStrategy(ProductVariant.TensorCores, 1, "a test forces it");
        return new Release();
    }

    /// <summary>Numbers that every type here represents, so that only sums and results are rounded.</summary>
    private static Tensor Representable(Device device, DType dtype, int seed, params ReadOnlySpan<long> extents) =>
        PrimitiveCheck.Random(device, seed, extents).Cast(DType.BFloat16).Cast(dtype);

    private static double[] Multiply(float[] a, float[] b, int size, out double[] magnitudes)
    {
        var sums = new double[size * size];
        magnitudes = new double[size * size];
        for (int i = 0; i < sums.Length; i++)
        {
            for (int p = 0; p < size; p++)
            {
                double term = (double)a[(i / size * size) + p] * b[(p * size) + (i % size)];
                sums[i] += term;
                magnitudes[i] += Math.Abs(term);
            }
        }

        return sums;
    }

    private sealed class Release : IDisposable
    {
        public void Dispose() => ProductStrategy.Forced = null;
    }
}
