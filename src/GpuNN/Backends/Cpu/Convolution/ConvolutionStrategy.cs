using System.Globalization;
using GpuNN.Backends.Cpu.Convolution.Winograd;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>Chooses the variant of a convolution by its geometry, and says why.</summary>
internal static class ConvolutionStrategy
{
    private const int ChannelsWorthTransforms = 24;
    private const long TilesWorthTransforms = 8;

    [ThreadStatic]
    private static ConvolutionVariant s_forced;

    /// <summary>What this thread's convolutions use instead of the choice by shape, where it fits; for tests.</summary>
    public static ConvolutionVariant Forced
    {
        get => s_forced;
        set => s_forced = value;
    }

    /// <summary>The variant for a geometry, forward and for the gradient by the image alike.</summary>
    public static ConvolutionVariant Choose(in ConvolutionGeometry geometry, DType dtype)
    {
        if (Forced != ConvolutionVariant.Automatic && Supports(geometry, dtype, Forced))
        {
            return Forced;
        }

        if (PointwiseConvolution.Fits(geometry))
        {
            return ConvolutionVariant.Pointwise;
        }

        bool pays = Math.Min(geometry.InputChannels, geometry.OutputChannels) >= ChannelsWorthTransforms
            && geometry.Batch * geometry.Output.Product >= 16 * TilesWorthTransforms;
        return pays && Supports(geometry, dtype, ConvolutionVariant.WinogradF4)
            ? ConvolutionVariant.WinogradF4
            : ConvolutionVariant.Direct;
    }

    /// <summary>Whether a variant can compute a geometry.</summary>
    public static bool Supports(in ConvolutionGeometry geometry, DType dtype, ConvolutionVariant variant) => variant switch
    {
        ConvolutionVariant.Pointwise => PointwiseConvolution.Fits(geometry),
        ConvolutionVariant.WinogradF4 or ConvolutionVariant.WinogradF2 =>
            dtype == DType.Float32 && WinogradShape.Fits(geometry),
        _ => true,
    };

    /// <summary>The choice in words.</summary>
    public static string Explain(in ConvolutionGeometry geometry, DType dtype)
    {
        string reason = Choose(geometry, dtype) switch
        {
            ConvolutionVariant.Pointwise => "1x1, stride 1: a matrix product per image",
            ConvolutionVariant.WinogradF4 =>
                "3x3, stride 1, many channels: Winograd F(4x4,3x3), a quarter of the multiplications",
            ConvolutionVariant.WinogradF2 => "Winograd F(2x2,3x3), forced",
            _ when geometry.Groups == geometry.InputChannels && geometry.Groups == geometry.OutputChannels =>
                "depthwise: rows of the padded image against the taps of one channel",
            _ => "direct: a product with the padded image itself as right operand, no patches stored",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{geometry.InputChannels}->{geometry.OutputChannels} channels, kernel {geometry.Kernel}, "
            + $"stride {geometry.Stride}, groups {geometry.Groups}: {reason}");
    }
}
