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
}
