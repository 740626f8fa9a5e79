using GpuNN.Backends;
using GpuNN.Backends.Gpu;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class SkeletonPrimitiveTests
{
    public static TheoryData<string, string, int> ProductVariants()
    {
        var data = new TheoryData<string, string, int>();
        foreach (string device in GpuDevices.All)
        {
            foreach (string variant in Enum.GetNames<ProductVariant>().Where(variant => variant != nameof(ProductVariant.TensorCores)))
            {
                data.Add(device, variant, 1);
                data.Add(device, variant, 3);
            }
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Fills_every_type(string name)
    {
        Device device = GpuDevices.Open(name);
        Assert.All(Tensor.Full([5, 3], 1.5, DType.Float32, device).ToArray<float>(), x => Assert.Equal(1.5f, x));
        Assert.All(Tensor.Full([7], 1.5, DType.Float64, device).ToArray<double>(), x => Assert.Equal(1.5, x));
        Assert.All(Tensor.Full([7], 1.5, DType.Float16, device).ToArray<Half>(), x => Assert.Equal((Half)1.5f, x));
        Assert.All(Tensor.Full([7], 1.5, DType.BFloat16, device).ToArray<BFloat16>(), x => Assert.Equal((BFloat16)1.5f, x));
        Assert.All(Tensor.Full([300], -7, DType.Int64, device).ToArray<long>(), x => Assert.Equal(-7L, x));
        Assert.All(Tensor.Full([9], 7, DType.Int32, device).ToArray<int>(), x => Assert.Equal(7, x));
        Assert.All(Tensor.Full([9], 1, DType.Bool, device).ToArray<bool>(), Assert.True);
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Converts_between_all_types(string name)
    {
        float[] numbers = [0, -0f, 1, -1, 0.5f, 2.5f, -3.75f, 100.125f, 65504, 1e-7f, 6e-5f, float.NaN, float.PositiveInfinity, -1e9f, 300];
        (DType From, DType To)[] pairs =
        [
            (DType.Float32, DType.Float16), (DType.Float32, DType.BFloat16), (DType.Float16, DType.Float32),
            (DType.BFloat16, DType.Float16), (DType.Float32, DType.Int32), (DType.Float32, DType.Int64),
            (DType.Float32, DType.UInt8), (DType.Float32, DType.Bool), (DType.Float64, DType.Float32),
            (DType.Float64, DType.Int64), (DType.Int64, DType.Float32), (DType.Int64, DType.Int32),
            (DType.Int32, DType.UInt8), (DType.UInt8, DType.BFloat16), (DType.Bool, DType.Float32),
        ];
        foreach (var (from, to) in pairs)
        {
            PrimitiveCheck.AgainstReference(
                name,
                CopyPrimitive.Instance,
                device => [Tensor.From(numbers, [numbers.Length], Device.Reference).Cast(from).To(device)],
                device => [Tensor.Zeros([numbers.Length], to, device)],
                tolerance: 0,
                keepsTypes: true);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Copies_strided_views(string name)
    {
        Device device = GpuDevices.Open(name);
        Tensor x = PrimitiveCheck.Random(device, 1, 3, 4, 5);
        Tensor turned = x.Transpose(0, 2);
        Assert.Equal(turned.To(Device.Reference).Contiguous().ToArray<float>(), turned.Contiguous().ToArray<float>());
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Elementwise_functions_agree_flat_and_broadcast(string name)
    {
        foreach (ElementwiseFunction function in new[]
        {
            ElementwiseFunction.Add, ElementwiseFunction.Subtract, ElementwiseFunction.Multiply, ElementwiseFunction.Divide,
            ElementwiseFunction.AddScaled, ElementwiseFunction.ReLUGradient,
        })
        {
            var primitive = new ElementwisePrimitive(function, 0.75, -0.25);
            PrimitiveCheck.AgainstReference(
                name, primitive,
                device => [PrimitiveCheck.Random(device, 1, 4, 70), PrimitiveCheck.Random(device, 2, 4, 70)],
                device => [Tensor.Zeros([4, 70], DType.Float32, device)]);
            PrimitiveCheck.AgainstReference(
                name, primitive,
                device => [PrimitiveCheck.Random(device, 1, 4, 70), PrimitiveCheck.Random(device, 2, 70).Expand([4, 70])],
                device => [Tensor.Zeros([4, 70], DType.Float32, device)]);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Reductions_agree_over_every_choice_of_axes(string name)
    {
        for (int axes = 0; axes < 8; axes++)
        {
            int chosen = axes;
            PrimitiveCheck.AgainstReference(
                name, new ReducePrimitive(ReduceFunction.Mean, axes),
                device => [PrimitiveCheck.Random(device, 3, 37, 5, 65)],
                device => [Tensor.Zeros([(chosen & 1) != 0 ? 1 : 37, (chosen & 2) != 0 ? 1 : 5, (chosen & 4) != 0 ? 1 : 65], DType.Float32, device)]);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Reduction_variants_agree_and_repeat_bit_for_bit(string name)
    {
        foreach (ReduceVariant variant in Enum.GetValues<ReduceVariant>())
        {
            foreach (int parts in new[] { 1, 3 })
            {
                ReduceStrategy.Forced = new ReduceStrategy(variant, parts, "a test forces it");
                try
                {
                    PrimitiveCheck.AgainstReference(
                        name, new ReducePrimitive(ReduceFunction.Sum, 0b10),
                        device => [PrimitiveCheck.Random(device, 4, 6, 1000)],
                        device => [Tensor.Zeros([6, 1], DType.Float32, device)], 1e-5);
                }
                finally
                {
                    ReduceStrategy.Forced = null;
                }
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(ProductVariants))]
    public void Product_variants_agree_for_transposes_batches_and_epilogues(string name, string variant, int parts)
    {
        bool isLongToCompile = name == "opencl:0" && variant.EndsWith("128", StringComparison.Ordinal);
        Skip.If(isLongToCompile && !SlowTests.RunInFull, "PoCL takes a minute to compile the large tiles; GPUNN_SLOW=1 runs it");
        ProductStrategy.Forced = new ProductStrategy(Enum.Parse<ProductVariant>(variant), parts, "a test forces it");
        try
        {
            var epilogue = new MatrixMultiplyPrimitive(0.5, HasBias: true, Activation.Tanh, Beta: 0.25);
            PrimitiveCheck.AgainstReference(
                name, epilogue,
                device => [PrimitiveCheck.Random(device, 1, 70, 33), PrimitiveCheck.Random(device, 2, 33, 67), PrimitiveCheck.Random(device, 3, 67)],
                device => [PrimitiveCheck.Random(device, 4, 70, 67)], 1e-5);
            PrimitiveCheck.AgainstReference(
                name, new MatrixMultiplyPrimitive(),
                device => [PrimitiveCheck.Random(device, 1, 33, 70).Transpose(0, 1), PrimitiveCheck.Random(device, 2, 67, 33).Transpose(0, 1)],
                device => [Tensor.Zeros([70, 67], DType.Float32, device)], 1e-5);
            PrimitiveCheck.AgainstReference(
                name, new MatrixMultiplyPrimitive(1, false, Activation.ReLU),
                device => [PrimitiveCheck.Random(device, 1, 3, 1, 18, 9).Expand([3, 2, 18, 9]), PrimitiveCheck.Random(device, 2, 2, 9, 20).Expand([3, 2, 9, 20])],
                device => [Tensor.Zeros([3, 2, 18, 20], DType.Float32, device)], 1e-5);
            PrimitiveCheck.AgainstReference(
                name, new MatrixMultiplyPrimitive(),
                device => [PrimitiveCheck.Random(device, 1, 3, 530), PrimitiveCheck.Random(device, 2, 50, 530).Transpose(0, 1)],
                device => [Tensor.Zeros([3, 50], DType.Float32, device)], 1e-5);
        }
        finally
        {
            ProductStrategy.Forced = null;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(ProductVariants))]
    public void Product_variants_agree_where_rows_begin_at_quads(string name, string variant, int parts)
    {
        bool isLongToCompile = name == "opencl:0" && variant.EndsWith("128", StringComparison.Ordinal);
        bool[] transposes = isLongToCompile ? [false] : [false, true];
        ProductStrategy.Forced = new ProductStrategy(Enum.Parse<ProductVariant>(variant), parts, "a test forces it");
        try
        {
            foreach (bool isATransposed in transposes)
            {
                foreach (bool isBTransposed in transposes)
                {
                    PrimitiveCheck.AgainstReference(
                        name, new MatrixMultiplyPrimitive(2, HasBias: true, Activation.ReLU, Beta: -0.5),
                        device =>
                        [
                            isATransposed ? PrimitiveCheck.Random(device, 1, 2, 36, 132).Transpose(1, 2) : PrimitiveCheck.Random(device, 1, 2, 132, 36),
                            isBTransposed ? PrimitiveCheck.Random(device, 2, 2, 140, 36).Transpose(1, 2) : PrimitiveCheck.Random(device, 2, 2, 36, 140),
                            PrimitiveCheck.Random(device, 3, 140),
                        ],
                        device => [PrimitiveCheck.Random(device, 4, 2, 132, 140)], 1e-5);
                }
            }
        }
        finally
        {
            ProductStrategy.Forced = null;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(ProductVariants))]
    public void Product_variants_agree_on_elements_stored_in_16_bits(string name, string variant, int parts)
    {
        bool isLongToCompile = name == "opencl:0" && variant.EndsWith("128", StringComparison.Ordinal);
        Skip.If(isLongToCompile && !SlowTests.RunInFull, "PoCL takes a minute to compile the large tiles; GPUNN_SLOW=1 runs it");
        ProductStrategy.Forced = new ProductStrategy(Enum.Parse<ProductVariant>(variant), parts, "a test forces it");
        try
        {
            // Each type once: every kernel is a long compilation on PoCL. The tolerance is the unit roundoff of the result and
            // float32's error of the sum.
            (DType dtype, double roundoff) = parts == 1 ? (DType.Float16, 1.0 / (1 << 11)) : (DType.BFloat16, 1.0 / (1 << 8));
            PrimitiveCheck.AgainstReference(
                name, new MatrixMultiplyPrimitive(2, HasBias: true, Activation.Tanh, Beta: -0.5),
                device =>
                [
                    PrimitiveCheck.Random(device, 1, 2, 68, 36).Cast(dtype),
                    PrimitiveCheck.Random(device, 2, 2, 72, 36).Cast(dtype).Transpose(1, 2),
                    PrimitiveCheck.Random(device, 3, 72).Cast(dtype),
                ],
                device => [PrimitiveCheck.Random(device, 4, 2, 68, 72).Cast(dtype)], roundoff + 1e-5);
        }
        finally
        {
            ProductStrategy.Forced = null;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void A_product_of_16_bit_elements_is_one_launch(string name)
    {
        Device device = GpuDevices.Open(name);
        Tensor a = PrimitiveCheck.Random(device, 1, 40, 48).Cast(DType.BFloat16), b = PrimitiveCheck.Random(device, 2, 48, 40).Cast(DType.BFloat16);
        long before = device.Backend.ExecutionCount;
        _ = a.MatMul(b);
        Assert.Equal(1, device.Backend.ExecutionCount - before);
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void A_product_without_rows_or_sums_is_what_the_reference_says(string name)
    {
        Device device = GpuDevices.Open(name);
        Assert.Equal(new long[] { 0, 5 }, Tensor.Zeros([0, 4], DType.Float32, device).MatMul(Tensor.Zeros([4, 5], DType.Float32, device)).Shape.ToArray());
        Assert.All(Tensor.Zeros([3, 0], DType.Float32, device).MatMul(Tensor.Zeros([0, 5], DType.Float32, device)).ToArray<float>(), x => Assert.Equal(0, x));
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Cross_entropy_and_its_gradient_agree_for_few_and_many_classes(string name)
    {
        foreach (int classes in new[] { 3, 300 })
        {
            static Tensor[] Inputs(Device device, int classes) =>
                [PrimitiveCheck.Random(device, 1, 5, classes), Tensor.From(new long[] { 0, 2, 1, classes - 1, 0 }, device)];
            PrimitiveCheck.AgainstReference(
                name, new CrossEntropyPrimitive(),
                device => Inputs(device, classes),
                device => [Tensor.Zeros([5], DType.Float32, device), Tensor.Zeros([5], DType.Float32, device)]);
            PrimitiveCheck.AgainstReference(
                name, new CrossEntropyGradientPrimitive(),
                device => [.. Inputs(device, classes), PrimitiveCheck.Random(device, 5, 5), PrimitiveCheck.Random(device, 6, 5)],
                device => [Tensor.Zeros([5, classes], DType.Float32, device)]);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Uniform_numbers_are_the_references_bit_for_bit(string name)
    {
        Device device = GpuDevices.Open(name);
        var primitive = new UniformPrimitive(0x1234_5678_9ABC_DEF0, 0xFFFF_FFFF_FFFF_FFF0, -2, 3);
        Tensor found = Tensor.Zeros([1000], DType.Float32, device), expected = Tensor.Zeros([1000], DType.Float32, Device.Reference);
        PrimitiveCheck.RunInto(primitive, [], [found]);
        Device.Reference.Backend.Execute(primitive, [], [expected.View()]);
        Assert.Equal(expected.ToArray<float>(), found.ToArray<float>());
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Half_precision_and_float64_compute_too(string name)
    {
        foreach (DType dtype in new[] { DType.Float16, DType.BFloat16, DType.Float64 })
        {
            PrimitiveCheck.AgainstReference(
                name, new MatrixMultiplyPrimitive(),
                device => [PrimitiveCheck.Random(device, 1, 9, 17).Cast(dtype), PrimitiveCheck.Random(device, 2, 17, 10).Cast(dtype)],
                device => [Tensor.Zeros([9, 10], dtype, device)],
                dtype switch { DType.Float16 => 1e-3, DType.BFloat16 => 8e-3, _ => 1e-14 });
            PrimitiveCheck.AgainstReference(
                name, new SgdStepPrimitive(0.5, 0.1),
                device => [PrimitiveCheck.Random(device, 1, 50).Cast(dtype)],
                device => [PrimitiveCheck.Random(device, 2, 50).Cast(dtype)],
                dtype switch { DType.Float16 => 1e-3, DType.BFloat16 => 8e-3, _ => 1e-14 });
        }
    }
}
