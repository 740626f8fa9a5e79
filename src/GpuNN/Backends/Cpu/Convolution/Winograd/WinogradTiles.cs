namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>
/// The tiles of all images of a batch in one sequence, and the layouts of what is made of them. With P = points², S strips of
/// W tiles, C and K channels: inputs V[P][S][C][W], filters U[P][K][C rounded up], products M[P][K][S·W].
/// </summary>
internal readonly struct WinogradTiles
{
    /// <summary>Floats between the P planes of a layout beyond its size: a power of two would map all to one cache set.</summary>
    public const int PlanePadding = 16;

    public WinogradTiles(in WinogradShape shape, int outputs, int stripWidth)
    {
        Outputs = outputs;
        StripWidth = stripWidth;
        Height = (shape.OutputHeight + outputs - 1) / outputs;
        Width = (shape.OutputWidth + outputs - 1) / outputs;
        Count = shape.Batch * Height * Width;
        Strips = (Count + stripWidth - 1) / stripWidth;
        FilterRow = (shape.InputChannels + 7) / 8 * 8;
        Layout = new PaddedImage(
            1,
            shape.InputHeight,
            shape.InputWidth,
            0,
            shape.PaddingY,
            shape.PaddingX,
            1,
            (outputs * Height) + 2,
            Width + 1,
            outputs);
    }

    /// <summary>m, outputs of a tile along an axis.</summary>
    public int Outputs { get; }

    /// <summary>W.</summary>
    public int StripWidth { get; }

    /// <summary>Tiles along y of one image.</summary>
    public int Height { get; }

    /// <summary>Tiles along x of one image.</summary>
    public int Width { get; }

    /// <summary>Tiles of the batch.</summary>
    public int Count { get; }

    /// <summary>S, for the batch.</summary>
    public int Strips { get; }

    /// <summary>Floats of a row of U.</summary>
    public int FilterRow { get; }

    /// <summary>The padded image, its columns sorted by x mod m: eight neighbouring tiles are eight neighbouring floats.</summary>
    public PaddedImage Layout { get; }

    public nint InputPlane(int strips, int channels) => ((nint)strips * channels * StripWidth) + PlanePadding;

    public nint FilterPlane(int outputChannels) => ((nint)outputChannels * FilterRow) + PlanePadding;

    public nint ProductRow(int strips) => ((nint)strips * StripWidth) + PlanePadding;

    public nint ProductPlane(int strips, int outputChannels) => (outputChannels * ProductRow(strips)) + PlanePadding;
}
