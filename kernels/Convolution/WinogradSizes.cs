namespace GpuNN.Kernels;

/// <summary>The sizes of a Winograd convolution with 3×3 windows, stride 1: a tile is 2×2 of the result and needs 4×4 of the
/// image.</summary>
internal readonly struct WinogradSizes
{
    public int InputChannels { get; init; }

    public int OutputChannels { get; init; }

    /// <summary>Input channels of a group.</summary>
    public int GroupInputs { get; init; }

    /// <summary>Output channels of a group.</summary>
    public int GroupOutputs { get; init; }

    public int InputHeight { get; init; }

    public int InputWidth { get; init; }

    public int OutputHeight { get; init; }

    public int OutputWidth { get; init; }

    public int PaddingHeight { get; init; }

    public int PaddingWidth { get; init; }

    /// <summary>Tiles of an image from top to bottom.</summary>
    public int TilesDown { get; init; }

    /// <summary>Tiles of an image from left to right.</summary>
    public int TilesAcross { get; init; }

    /// <summary>Tiles of all images.</summary>
    public int Tiles { get; init; }

    /// <summary>The same, rounded up to a multiple of four.</summary>
    public int Pitch { get; init; }

    /// <summary>1 for the gradient by the image: filters turned by 180° and their channels exchanged.</summary>
    public int IsGradient { get; init; }
}
