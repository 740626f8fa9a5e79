using GpuNN.Backends.Gpu;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuNormalizationTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor>> Norms = new()
    {
        ["batch"] = (x, gamma, beta) => x.BatchNorm(null, null, gamma, beta, training: true),
        ["group"] = (x, gamma, beta) => x.GroupNorm(2, gamma, beta),
        ["layer"] = (x, gamma, beta) => x.Transpose(1, 2).Contiguous().LayerNorm([4], gamma, beta),
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in GpuDevices.All)
            {
                foreach (string norm in Norms.Keys) data.Add(device, norm);
            }

            return data;
        }
    }

    /// <summary>Parts of one, of some and of single elements, with a mean that would cancel in a sum of squares.</summary>
    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Sums_in_parts_agree_forwards_and_backwards(string name, string norm)
    {
        Device device = GpuDevices.Open(name);
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        double[][] expected = Results(Device.Reference, DType.Float64, norm);
        foreach (int parts in new[] { 1, 3, 1000 })
        {
            NormalizationStrategy.Forced = parts;
            try
            {
                double[][] found = Results(device, DType.Float32, norm);
                for (int result = 0; result < expected.Length; result++)
                {
                    double largest = expected[result].Max(Math.Abs);
                    for (int i = 0; i < expected[result].Length; i++)
                        Assert.True(Math.Abs(found[result][i] - expected[result][i]) <= 1e-5 * Math.Max(largest, 1), $"{parts} parts, result {result}, element {i}: {found[result][i]} instead of {expected[result][i]}");
                }
            }
            finally
            {
                NormalizationStrategy.Forced = null;
            }
        }
    }

    [Fact]
    public void Few_long_rows_are_cut_and_many_or_short_ones_are_not()
    {
        Assert.True(NormalizationStrategy.ForGroups(4, 1 << 20).Parts > 32);
        Assert.Equal(1, NormalizationStrategy.ForGroups(512, 1 << 20).Parts);
        Assert.Equal(1, NormalizationStrategy.ForGroups(4, 1000).Parts);
        Assert.True(NormalizationStrategy.ForItems(512, 8192).Parts > 32);
    }

    private static double[][] Results(Device device, DType dtype, string norm)
    {
        Tensor Place(double[] values, params ReadOnlySpan<long> extents)
        {
            Tensor tensor = Tensor.From(values, Shape.Create(extents), Device.Cpu).Cast(dtype).To(device);
            tensor.RequiresGrad = true;
            return tensor;
        }

        Tensor x = Place([.. PrimitiveCheck.Numbers(3 * 4 * 97, 1).Select(value => value + 8)], 3, 4, 97);
        Tensor gamma = Place(PrimitiveCheck.Numbers(4, 2), 4), beta = Place(PrimitiveCheck.Numbers(4, 3), 4);
        Tensor y = Norms[norm](x, gamma, beta);
        Tensor weights = Tensor.From(PrimitiveCheck.Numbers(y.Count, 4), y.Shape, Device.Cpu).Cast(dtype).To(device);
        Tensor?[] gradients = (y * weights).Sum().GradientsOf([x, gamma, beta]);
        return [.. new[] { y, gradients[0]!, gradients[1]!, gradients[2]! }.Select(tensor => tensor.Detach().Cast(DType.Float64).Contiguous().ToArray<double>())];
    }
}
