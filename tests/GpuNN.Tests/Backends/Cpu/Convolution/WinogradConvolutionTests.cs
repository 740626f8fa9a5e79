using GpuNN.Backends;
using GpuNN.Backends.Cpu;
using GpuNN.Backends.Cpu.Convolution.Winograd;
using GpuNN.Backends.Cpu.Gemm.Epilogues;

namespace GpuNN.Tests.Backends.Cpu.Convolution;

public sealed unsafe class WinogradConvolutionTests
{
    public static TheoryData<CpuInstructionSet> InstructionSets => [.. Enum.GetValues<CpuInstructionSet>()];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Four_by_four_tiles_equal_the_definition(CpuInstructionSet instructionSet) =>
        Check<WinogradF4>(instructionSet, 2e-5);

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Two_by_two_tiles_equal_the_definition(CpuInstructionSet instructionSet) =>
        Check<WinogradF2>(instructionSet, 2e-6);

    private static void Check<TTransform>(CpuInstructionSet instructionSet, double tolerance)
        where TTransform : struct, IWinogradTransform
    {
        foreach (ConvolutionGeometry geometry in Geometries())
        {
            string what = $"{instructionSet} {geometry}";
            using ConvolutionData data = new(geometry);
            Assert.True(WinogradShape.Fits(geometry));
            WinogradConvolution.Run<TTransform, IdentityActivation<float>>(
                WinogradShape.Forward(geometry), data.X.Pointer, data.W.Pointer, null, data.Y.Pointer, instructionSet);
            data.AssertForwardInNorm(what, tolerance);
            WinogradConvolution.Run<TTransform, IdentityActivation<float>>(
                WinogradShape.DataGradient(geometry), data.Dy.Pointer, data.W.Pointer, null, data.Dx.Pointer, instructionSet);
            data.AssertDataGradientInNorm(what, tolerance);
        }
    }

    /// <summary>Rows of tiles shorter and longer than a vector, tiles cut by the border, either operand the larger.</summary>
    private static IEnumerable<ConvolutionGeometry> Geometries()
    {
        yield return ConvolutionGeometry.Square(1, 1, 3, 3, 1, 3);
        yield return ConvolutionGeometry.Square(2, 3, 7, 7, 5, 3, 1, 1);
        yield return ConvolutionGeometry.Square(3, 9, 7, 7, 40, 3, 1, 1);
        yield return ConvolutionGeometry.Square(2, 10, 14, 14, 12, 3, 1, 1);
        yield return ConvolutionGeometry.Square(1, 8, 17, 45, 13, 3, 1, 1);
        yield return ConvolutionGeometry.Square(1, 17, 30, 33, 7, 3, 1, 2);
        yield return ConvolutionGeometry.Square(1, 300, 5, 6, 25, 3, 1, 0);
        yield return new ConvolutionGeometry(
            2, 4, 6, 1, new(9, 21), new(3, 3), new(1, 1), new(0, 2), new(1, 1), new(1, 1));
    }
}
