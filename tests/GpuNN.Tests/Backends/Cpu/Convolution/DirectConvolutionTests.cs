using GpuNN.Backends;
using GpuNN.Backends.Cpu;
using GpuNN.Backends.Cpu.Convolution;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Convolution;

public sealed unsafe class DirectConvolutionTests
{
    public static TheoryData<CpuInstructionSet> InstructionSets => [.. Enum.GetValues<CpuInstructionSet>()];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Forward_equals_the_definition(CpuInstructionSet instructionSet)
    {
        foreach (ConvolutionGeometry geometry in ConvolutionGeometries.Awkward())
        {
            using ConvolutionData data = new(geometry);
            DirectConvolution.Forward(
                geometry, data.X.Pointer, data.W.Pointer, data.Y.Pointer, default(NoEpilogue<float>), instructionSet);
            data.AssertForward($"{instructionSet} {geometry}");
        }
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void The_gradient_by_the_image_equals_the_definition(CpuInstructionSet instructionSet)
    {
        foreach (ConvolutionGeometry geometry in ConvolutionGeometries.Awkward())
        {
            using ConvolutionData data = new(geometry);
            DirectDataGradient.Run(
                geometry, data.Dy.Pointer, data.W.Pointer, data.Dx.Pointer, default(NoEpilogue<float>), instructionSet);
            data.AssertDataGradient($"{instructionSet} {geometry}");
        }
    }

    [Fact]
    public void The_epilogue_adds_each_channels_bias_once()
    {
        foreach (ConvolutionGeometry geometry in ConvolutionGeometries.Awkward())
        {
            using ConvolutionData data = new(geometry);
            using GuardedArray<float> bias = new(geometry.OutputChannels, 7);
            DirectConvolution.Forward(
                geometry,
                data.X.Pointer,
                data.W.Pointer,
                data.Y.Pointer,
                new BiasActivation<float, IdentityActivation<float>>(bias.Pointer, null));
            int plane = (int)geometry.Output.Product;
            for (int i = 0; i < data.Y.Values.Length; i++)
            {
                data.Y.Values[i] -= bias.Values[i / plane % geometry.OutputChannels];
            }

            data.AssertForward($"{geometry}", 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void The_gradient_by_the_filter_equals_the_definition(CpuInstructionSet instructionSet)
    {
        foreach (ConvolutionGeometry geometry in ConvolutionGeometries.Awkward())
        {
            using ConvolutionData data = new(geometry);
            WeightGradient.Run(geometry, data.X.Pointer, data.Dy.Pointer, data.Dw.Pointer, instructionSet);
            data.AssertWeightGradient($"{instructionSet} {geometry}");
        }
    }

    [Fact]
    public void A_one_by_one_convolution_is_a_product()
    {
        foreach (ConvolutionGeometry geometry in new[]
        {
            ConvolutionGeometry.Square(2, 9, 6, 5, 8, 1),
            ConvolutionGeometry.Square(3, 8, 7, 11, 12, 1, groups: 4),
            new ConvolutionGeometry(2, 5, 3, 1, new(40), new(1), new(1), new(0), new(0), new(3)),
        })
        {
            using ConvolutionData data = new(geometry);
            Assert.True(PointwiseConvolution.Fits(geometry));
            PointwiseConvolution.Forward(
                geometry, data.X.Pointer, data.W.Pointer, data.Y.Pointer, default(NoEpilogue<float>));
            PointwiseConvolution.DataGradient(
                geometry, data.Dy.Pointer, data.W.Pointer, data.Dx.Pointer, default(NoEpilogue<float>));
            data.AssertForward($"{geometry}");
            data.AssertDataGradient($"{geometry}");
        }
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        int threads = CpuThreading.ThreadCount;
        try
        {
            foreach (ConvolutionGeometry geometry in ConvolutionGeometries.Awkward())
            {
                using ConvolutionData data = new(geometry);
                float[][]? first = null;
                foreach (int count in new[] { 1, 2, 5 })
                {
                    CpuThreading.ThreadCount = count;
                    DirectConvolution.Forward(
                        geometry, data.X.Pointer, data.W.Pointer, data.Y.Pointer, default(NoEpilogue<float>));
                    DirectDataGradient.Run(
                        geometry, data.Dy.Pointer, data.W.Pointer, data.Dx.Pointer, default(NoEpilogue<float>));
                    WeightGradient.Run(geometry, data.X.Pointer, data.Dy.Pointer, data.Dw.Pointer);
                    float[][] found = [data.Y.Values.ToArray(), data.Dx.Values.ToArray(), data.Dw.Values.ToArray()];
                    first ??= found;
                    Assert.Equal(first, found);
                }
            }
        }
        finally
        {
            CpuThreading.ThreadCount = threads;
        }
    }
}
