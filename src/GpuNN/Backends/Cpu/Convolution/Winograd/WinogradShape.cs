namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>
/// A 3 × 3 convolution of stride one as Winograd's transforms see it; the gradient by the image is one too, of dy with the
/// filters turned round and their channels exchanged.
/// </summary>
internal readonly unsafe struct WinogradShape
{
    public required int Batch { get; init; }

    public required int InputChannels { get; init; }

    public required int OutputChannels { get; init; }

    public required int InputHeight { get; init; }

    public required int InputWidth { get; init; }

    public required int OutputHeight { get; init; }

    public required int OutputWidth { get; init; }

    public required int PaddingY { get; init; }

    public required int PaddingX { get; init; }

    /// <summary>Floats from an output channel's filters to the next one's.</summary>
    public required nint FilterOutput { get; init; }

    /// <summary>Floats from an input channel's filter to the next one's.</summary>
    public required nint FilterInput { get; init; }

    /// <summary>Whether taps are read from the last to the first.</summary>
    public required bool IsTurned { get; init; }

    /// <summary>Whether a geometry is one of these; groups and dilation are not.</summary>
    public static bool Fits(in ConvolutionGeometry geometry)
    {
        if (geometry.Rank != 2 || geometry.Groups != 1)
        {
            return false;
        }

        for (int axis = 0; axis < 2; axis++)
        {
            if (geometry.Kernel[axis] != 3 || geometry.Stride[axis] != 1 || geometry.Dilation[axis] != 1)
            {
                return false;
            }
        }

        return true;
    }

    public static WinogradShape Forward(in ConvolutionGeometry geometry) => new()
    {
        Batch = geometry.Batch,
        InputChannels = geometry.InputChannels,
        OutputChannels = geometry.OutputChannels,
        InputHeight = geometry.Input[0],
        InputWidth = geometry.Input[1],
        OutputHeight = geometry.Output[0],
        OutputWidth = geometry.Output[1],
        PaddingY = geometry.PaddingLow[0],
        PaddingX = geometry.PaddingLow[1],
        FilterOutput = (nint)geometry.InputChannels * 9,
        FilterInput = 9,
        IsTurned = false,
    };

    public static WinogradShape DataGradient(in ConvolutionGeometry geometry) => new()
    {
        Batch = geometry.Batch,
        InputChannels = geometry.OutputChannels,
        OutputChannels = geometry.InputChannels,
        InputHeight = geometry.Output[0],
        InputWidth = geometry.Output[1],
        OutputHeight = geometry.Input[0],
        OutputWidth = geometry.Input[1],
        PaddingY = 2 - geometry.PaddingLow[0],
        PaddingX = 2 - geometry.PaddingLow[1],
        FilterOutput = 9,
        FilterInput = (nint)geometry.InputChannels * 9,
        IsTurned = true,
    };
}
