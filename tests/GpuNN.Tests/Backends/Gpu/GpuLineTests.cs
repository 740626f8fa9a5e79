using GpuNN.Backends;
using GpuNN.Backends.Gpu;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuLineTests
{
    /// <summary>Whole numbers, whose sums are exact in any order, by items and by groups.</summary>
    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Running_sums_agree_for_long_and_short_lines_in_both_directions(string name)
    {
        foreach (var (outer, length, inner) in new[] { (1, 1000, 1), (2, 256, 3), (3, 255, 2), (1, 70_000, 1), (4, 1, 5) })
        {
            foreach (bool isReversed in new[] { false, true })
            {
                ByEach(() => PrimitiveCheck.AgainstReference(
                    name, new CumulativeSumPrimitive(1, isReversed),
                    device => [Tensor.From(Whole(outer * length * inner), [outer, length, inner], device)],
                    device => [Tensor.Zeros([outer, length, inner], DType.Float32, device)], 0));
            }
        }
    }

    /// <summary>By items and by groups: the first of many equal extremes, and the first NaN, wherever they lie.</summary>
    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Extremes_of_long_lines_are_the_first(string name)
    {
        foreach (int[] noNumbers in new int[][] { [], [0], [999, 400], [257] })
        {
            float[] numbers = Whole(3 * 1000 * 2);
            foreach (int place in noNumbers) numbers[place] = float.NaN;
            foreach (bool isMinimum in new[] { false, true })
            {
                ByEach(() => PrimitiveCheck.AgainstReference(
                    name, new ArgReducePrimitive(1, isMinimum),
                    device => [Tensor.From(numbers, [3, 1000, 2], device)],
                    device => [Tensor.Zeros([3, 1, 2], DType.Int64, device)], 0, keepsTypes: true));
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Rows_are_compressed_beyond_one_group_and_with_empty_ones(string name)
    {
        long[] rows = [.. Enumerable.Range(0, 1500).Select(entry => entry * 7919L % 1000 / 3 * 2)];
        PrimitiveCheck.AgainstReference(
            name, new CooToCsrPrimitive(),
            device => [Tensor.From(rows, device)],
            device => [Tensor.Zeros([1001], DType.Int32, device), Tensor.Zeros([rows.Length], DType.Int32, device)], 0, keepsTypes: true);
    }

    /// <summary>Windows that overlap, have gaps and reach into the padding: several windows may choose one element.</summary>
    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void The_gradient_of_overlapping_maxima_adds_up(string name)
    {
        Device device = GpuDevices.Open(name);
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        foreach (var (kernel, stride, padding, dilation) in new[] { (3, 1, 1, 1), (2, 2, 0, 1), (3, 2, 1, 2), (2, 3, 0, 1) })
        {
            float[] Gradient(Device on)
            {
                Tensor x = PrimitiveCheck.Random(Device.Cpu, 8, 2, 3, 9, 11).To(on);
                x.RequiresGrad = true;
                Tensor y = x.MaxPool2D(kernel, new() { Stride = stride, Padding = padding, Dilation = dilation });
                (y * y).Sum().Backward();
                return x.Grad!.ToArray<float>();
            }

            float[] expected = Gradient(Device.Cpu), found = Gradient(device);
            for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(found[i] - expected[i]) <= 1e-5, $"element {i}: {found[i]} instead of {expected[i]}");
        }
    }

    private static void ByEach(Action check)
    {
        try
        {
            foreach (LineVariant variant in Enum.GetValues<LineVariant>())
            {
                LineStrategy.Forced = variant;
                check();
            }
        }
        finally
        {
            LineStrategy.Forced = null;
        }
    }

    private static float[] Whole(int count) => [.. Enumerable.Range(0, count).Select(i => (float)((i * 37 % 11) - 5))];
}
