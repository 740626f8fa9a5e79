using GpuNN.Backends;
using GpuNN.Backends.Gpu;
using GpuNN.Tests.Backends.Cpu.Convolution;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuConvolutionTests
{
    public static TheoryData<string, string> Algorithms
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in GpuDevices.All)
            {
                foreach (string algorithm in Enum.GetNames<ConvolutionAlgorithm>()) data.Add(device, algorithm);
            }

            return data;
        }
    }

    /// <summary>Where an algorithm does not apply, forcing it leaves the product that reads patches in place.</summary>
    [SkippableTheory]
    [MemberData(nameof(Algorithms))]
    public void Every_algorithm_agrees_forwards_and_backwards(string name, string algorithm)
    {
        ConvolutionStrategy.Forced = Enum.Parse<ConvolutionAlgorithm>(algorithm);
        try
        {
            foreach (ConvolutionGeometry geometry in ConvolutionGeometries.Awkward()) Check(name, geometry);
        }
        finally
        {
            ConvolutionStrategy.Forced = null;
        }
    }

    [SkippableFact]
    public void Winograd_is_chosen_for_many_channels_of_3_by_3_windows_alone()
    {
        Assert.Contains("Winograd", Explain(ConvolutionGeometry.Square(2, 32, 14, 14, 32, 3, 1, 1)));
        Assert.DoesNotContain("Winograd", Explain(ConvolutionGeometry.Square(2, 32, 14, 14, 32, 3, 2, 1)));
        Assert.DoesNotContain("Winograd", Explain(ConvolutionGeometry.Square(2, 3, 14, 14, 32, 3, 1, 1)));
        Assert.DoesNotContain("Winograd", Explain(ConvolutionGeometry.Square(2, 32, 14, 14, 32, 5, 1, 2)));

        static string Explain(ConvolutionGeometry g)
        {
            Device device = GpuDevices.Open("jit-cpu");
            Tensor x = Tensor.Zeros([g.Batch, g.InputChannels, g.Input[0], g.Input[1]], DType.Float32, device);
            Tensor w = Tensor.Zeros([g.OutputChannels, g.InputChannels, g.Kernel[0], g.Kernel[1]], DType.Float32, device);
            Tensor y = Tensor.Zeros([g.Batch, g.OutputChannels, g.Output[0], g.Output[1]], DType.Float32, device);
            return device.Backend.Explain(new ConvolutionPrimitive(g), [x.View(), w.View()], [y.View()]);
        }
    }

    /// <summary>Half precision is converted in the loads and stores of the same kernels, by no launches of its own.</summary>
    [SkippableTheory]
    [InlineData(DType.Float16, 3)]
    [InlineData(DType.BFloat16, 3)]
    [InlineData(DType.Float16, 5)]
    [InlineData(DType.BFloat16, 5)]
    public void Half_precision_takes_no_launches_of_its_own(DType storage, int kernel)
    {
        ConvolutionGeometry g = ConvolutionGeometry.Square(2, 16, 9, 9, 16, kernel, 1, 2);
        Assert.Equal(Launches(DType.Float32), Launches(storage));

        long Launches(DType dtype)
        {
            Device device = GpuDevices.Open("jit-cpu");
            Tensor x = Tensor.Zeros([2, 16, 9, 9], dtype, device), w = Tensor.Zeros([16, 16, kernel, kernel], dtype, device);
            Tensor y = Tensor.Zeros([2, 16, g.Output[0], g.Output[1]], dtype, device);
            long before = device.Backend.ExecutionCount;
            device.Backend.Execute(new ConvolutionPrimitive(g), [x.View(), w.View()], [y.View()]);
            device.Backend.Execute(new ConvolutionDataGradientPrimitive(g), [y.View(), w.View()], [x.View()]);
            device.Backend.Execute(new ConvolutionWeightGradientPrimitive(g), [x.View(), y.View()], [w.View()]);
            return device.Backend.ExecutionCount - before;
        }
    }

    private static void Check(string name, ConvolutionGeometry g)
    {
        Shape image = Shape.Create([g.Batch, g.InputChannels, .. Extents(g.Input)]);
        Shape filter = Shape.Create([g.OutputChannels, g.InputChannels / g.Groups, .. Extents(g.Kernel)]);
        Shape result = Shape.Create([g.Batch, g.OutputChannels, .. Extents(g.Output)]);
        PrimitiveCheck.AgainstReference(
            name, new ConvolutionPrimitive(g, HasBias: true, Activation.Tanh),
            device => [Random(device, 1, image), Random(device, 2, filter), PrimitiveCheck.Random(device, 3, g.OutputChannels)],
            device => [Tensor.Zeros(result, DType.Float32, device)], 1e-5);
        PrimitiveCheck.AgainstReference(
            name, new ConvolutionDataGradientPrimitive(g),
            device => [Random(device, 4, result), Random(device, 5, filter)],
            device => [Tensor.Zeros(image, DType.Float32, device)], 1e-5);
        PrimitiveCheck.AgainstReference(
            name, new ConvolutionWeightGradientPrimitive(g),
            device => [Random(device, 6, image), Random(device, 7, result)],
            device => [Tensor.Zeros(filter, DType.Float32, device)], 2e-5);
    }

    private static Tensor Random(Device device, int seed, in Shape shape) => PrimitiveCheck.Random(device, seed, shape.ToArray());

    private static long[] Extents(SpatialExtents extents) => [.. Enumerable.Range(0, extents.Rank).Select(axis => (long)extents[axis])];
}
