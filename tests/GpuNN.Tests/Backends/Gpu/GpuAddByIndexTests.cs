using GpuNN.Backends;
using GpuNN.Backends.Gpu;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuAddByIndexTests
{
    public static TheoryData<string, string> Variants
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in GpuDevices.All)
            {
                foreach (string variant in Enum.GetNames<AddByIndexVariant>()) data.Add(device, variant);
            }

            return data;
        }
    }

    /// <summary>Whole numbers, whose sums are exact in any order: a key with all terms, keys with none, terms without a place,
    /// and chunks that begin in the middle of a key.</summary>
    [SkippableTheory]
    [MemberData(nameof(Variants))]
    public void Every_variant_adds_the_same(string name, string variant) => With(variant, () =>
    {
        foreach (var (outer, length, inner, chosen, distinct) in new[] { (1, 10, 3, 5, 10), (1, 7, 1, 3000, 7), (2, 5, 3, 300, 1), (1, 2000, 2, 700, 2000), (3, 40, 1, 257, 2) })
        {
            long[] indices = [.. Enumerable.Range(0, chosen).Select(i => i * 7919L % distinct)];
            PrimitiveCheck.AgainstReference(
                name, new IndexAddPrimitive(1),
                device => [Tensor.From(indices, device), Whole(device, outer, chosen, inner)],
                device => [Whole(device, outer, length, inner)], 0);
            PrimitiveCheck.AgainstReference(
                name, new ScatterAddPrimitive(1),
                device => [Tensor.From([.. Enumerable.Range(0, outer * chosen * inner).Select(i => i * 31L % distinct)], [outer, chosen, inner], device), Whole(device, outer, chosen + 1, inner + 2)],
                device => [Whole(device, outer, length, inner)], 0);
        }

        PrimitiveCheck.AgainstReference(
            name, new EmbeddingGradientPrimitive(2),
            device => [Whole(device, 900, 5), Tensor.From([.. Enumerable.Range(0, 900).Select(i => i * 17L % 6)], device)],
            device => [Tensor.Zeros([50, 5], DType.Float32, device)], 0);
    });

    /// <summary>Terms of very different sizes: every order of addition has bits of its own.</summary>
    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Sorted_sums_repeat_bit_for_bit(string name) => With(nameof(AddByIndexVariant.Sorted), () =>
    {
        Device device = GpuDevices.Open(name);
        float[] terms = [.. PrimitiveCheck.Numbers(20_000, 5).Select((x, i) => (float)(x * Math.Pow(10, (i % 13) - 6)))];
        Tensor indices = Tensor.From([.. Enumerable.Range(0, terms.Length).Select(i => i * 7919L % 3)], device), source = Tensor.From(terms, device);
        var primitive = new IndexAddPrimitive(0);
        float[] Sums() => PrimitiveCheck.Run(primitive, [indices, source], (DType.Float32, [3]))[0].ToArray<float>();
        float[] first = Sums();
        for (int run = 0; run < 3; run++) Assert.Equal(first, Sums());
    });

    [SkippableFact]
    public void Atomics_are_not_used_where_determinism_is_demanded() => With(nameof(AddByIndexVariant.Atomic), () =>
    {
        Device device = GpuDevices.Open("jit-cpu");
        Tensor y = Tensor.Zeros([3], DType.Float32, device), indices = Tensor.From([1L, 2L], device);
        BufferView[] inputs = [indices.View(), Tensor.Ones([2], DType.Float32, device).View()], outputs = [y.View()];
        using IDisposable demanded = Determinism.Require();
        Assert.True(device.Backend.IsDeterministic(new IndexAddPrimitive(0), inputs, outputs));
        Assert.DoesNotContain(nameof(AddByIndexVariant.Atomic), device.Backend.Explain(new IndexAddPrimitive(0), inputs, outputs));
    });

    [SkippableFact]
    public void Atomics_say_that_they_are_not_deterministic() => With(nameof(AddByIndexVariant.Atomic), () =>
    {
        Device device = GpuDevices.Open("jit-cpu");
        Tensor y = Tensor.Zeros([3], DType.Float32, device), indices = Tensor.From([1L, 2L], device);
        BufferView[] inputs = [indices.View(), Tensor.Ones([2], DType.Float32, device).View()], outputs = [y.View()];
        Assert.False(device.Backend.IsDeterministic(new IndexAddPrimitive(0), inputs, outputs));
        Assert.Contains("not deterministic", device.Backend.Explain(new IndexAddPrimitive(0), inputs, outputs));
    });

    [Fact]
    public void A_gpu_adds_atomically_unless_determinism_is_demanded()
    {
        Assert.Equal(AddByIndexVariant.Atomic, AddByIndexStrategy.Choose(DeviceKind.Gpu, DType.Float32, 64, 100_000).Variant);
        Assert.Equal(AddByIndexVariant.Sorted, AddByIndexStrategy.Choose(DeviceKind.Gpu, DType.Float64, 64, 100_000).Variant);
        using IDisposable demanded = Determinism.Require();
        Assert.Equal(AddByIndexVariant.Sorted, AddByIndexStrategy.Choose(DeviceKind.Gpu, DType.Float32, 64, 100_000).Variant);
    }

    private static void With(string variant, Action check)
    {
        AddByIndexStrategy.Forced = Enum.Parse<AddByIndexVariant>(variant);
        try
        {
            check();
        }
        finally
        {
            AddByIndexStrategy.Forced = null;
        }
    }

    private static Tensor Whole(Device device, params ReadOnlySpan<long> extents)
    {
        Shape shape = Shape.Create(extents);
        return Tensor.From([.. Enumerable.Range(0, (int)shape.Count).Select(i => (float)((i * 37 % 11) - 5))], shape, device);
    }
}
