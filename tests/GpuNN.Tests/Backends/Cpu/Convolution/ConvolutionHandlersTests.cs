using GpuNN.Backends;
using GpuNN.Backends.Cpu;
using GpuNN.Backends.Cpu.Convolution;

namespace GpuNN.Tests.Backends.Cpu.Convolution;

/// <summary>The primitives through the backend, with each variant forced where it fits.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class ConvolutionHandlersTests
{
    private static readonly CpuBackend Cpu = new();

    [Fact]
    public void Every_variant_computes_the_convolution_and_its_gradients()
    {
        ConvolutionGeometry[] geometries =
        [
            ConvolutionGeometry.Square(2, 30, 9, 11, 26, 3, 1, 1),
            ConvolutionGeometry.Square(2, 9, 6, 5, 8, 1),
            ConvolutionGeometry.Square(2, 6, 8, 9, 6, 3, 1, 1, groups: 6),
            ConvolutionGeometry.Square(1, 3, 20, 22, 8, 5, 2, 2),
        ];
        try
        {
            foreach (ConvolutionGeometry geometry in geometries)
            {
                foreach (ConvolutionVariant variant in Enum.GetValues<ConvolutionVariant>())
                {
                    ConvolutionStrategy.Forced = variant;
                    Check(geometry, $"{variant} {geometry}");
                }
            }
        }
        finally
        {
            ConvolutionStrategy.Forced = ConvolutionVariant.Automatic;
        }
    }

    [Fact]
    public void Bias_and_activation_come_after_the_sum()
    {
        foreach (ConvolutionGeometry geometry in new[]
        {
            ConvolutionGeometry.Square(2, 30, 9, 11, 26, 3, 1, 1),
            ConvolutionGeometry.Square(2, 9, 6, 5, 8, 1, groups: 1),
            ConvolutionGeometry.Square(2, 6, 8, 19, 6, 3, 1, 1, groups: 6),
        })
        {
            using ConvolutionData data = new(geometry);
            float[] bias = [.. Enumerable.Range(0, geometry.OutputChannels).Select(k => (k - 3) * 0.5f)];
            BufferView x = View(data.X.Values, Shape(geometry.Batch, geometry.InputChannels, geometry.Input));
            BufferView w = View(
                data.W.Values, Shape(geometry.OutputChannels, geometry.InputChannels / geometry.Groups, geometry.Kernel));
            BufferView y = View(data.Y.Values, Shape(geometry.Batch, geometry.OutputChannels, geometry.Output));
            BufferView plain = View(data.Y.Values, Shape(geometry.Batch, geometry.OutputChannels, geometry.Output));
            Cpu.Execute(new ConvolutionPrimitive(geometry), [x, w], [plain]);
            Cpu.Execute(
                new ConvolutionPrimitive(geometry, true, Activation.ReLU),
                [x, w, View(bias, [geometry.OutputChannels])],
                [y]);
            int plane = (int)geometry.Output.Product;
            for (int i = 0; i < plain.Count; i++)
            {
                float expected = Math.Max(0, Values(plain)[i] + bias[i / plane % geometry.OutputChannels]);
                Assert.True(Math.Abs(Values(y)[i] - expected) <= 1e-5f * (1 + expected), $"{geometry} at {i}");
            }
        }
    }

    [Theory]
    [InlineData(64, 3, 1, "Winograd")]
    [InlineData(64, 1, 1, "matrix product")]
    [InlineData(3, 7, 2, "direct")]
    public void The_choice_is_explained(int channels, int kernel, int stride, string reason)
    {
        ConvolutionGeometry geometry = ConvolutionGeometry.Square(8, channels, 56, 56, 64, kernel, stride);
        Assert.Contains(reason, ConvolutionStrategy.Explain(geometry, DType.Float32));
    }

    private static void Check(ConvolutionGeometry geometry, string what)
    {
        using ConvolutionData data = new(geometry);
        BufferView x = View(data.X.Values, Shape(geometry.Batch, geometry.InputChannels, geometry.Input));
        BufferView w = View(
            data.W.Values, Shape(geometry.OutputChannels, geometry.InputChannels / geometry.Groups, geometry.Kernel));
        BufferView dy = View(data.Dy.Values, Shape(geometry.Batch, geometry.OutputChannels, geometry.Output));
        BufferView y = View(data.Y.Values, dy.Shape);
        BufferView dx = View(data.Dx.Values, x.Shape);
        BufferView dw = View(data.Dw.Values, w.Shape);
        Cpu.Execute(new ConvolutionPrimitive(geometry), [x, w], [y]);
        Cpu.Execute(new ConvolutionDataGradientPrimitive(geometry), [dy, w], [dx]);
        Cpu.Execute(new ConvolutionWeightGradientPrimitive(geometry), [x, dy], [dw]);
        Values(y).CopyTo(data.Y.Values);
        Values(dx).CopyTo(data.Dx.Values);
        Values(dw).CopyTo(data.Dw.Values);
        data.AssertForwardInNorm(what, 2e-5);
        data.AssertDataGradientInNorm(what, 2e-5);
        data.AssertWeightGradient(what);
    }

    private static Shape Shape(int first, int second, SpatialExtents extents) => [first, second, extents[0], extents[1]];

    private static BufferView View(ReadOnlySpan<float> values, Shape shape)
    {
        HostBuffer buffer = new(values.Length * sizeof(float));
        values.CopyTo(new Span<float>((void*)buffer.HostAddress, values.Length));
        return new BufferView(buffer, DType.Float32, shape);
    }

    private static Span<float> Values(BufferView view) => new((void*)view.Buffer.HostAddress, (int)view.Count);
}
