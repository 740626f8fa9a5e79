namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>The sizes of a pooling of planes; a pooling over one axis has height 1.</summary>
internal readonly record struct PlanePooling(
    int Height,
    int Width,
    int OutputHeight,
    int OutputWidth,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int PaddingTop,
    int PaddingLeft,
    int PaddingBottom,
    int PaddingRight,
    int DilationHeight,
    int DilationWidth)
{
    /// <summary>Whether windows are 2×2, do not overlap, and lie inside the plane.</summary>
    public bool IsTwoByTwo =>
        (KernelHeight, KernelWidth, StrideHeight, StrideWidth) == (2, 2, 2, 2)
        && PaddingTop == 0 && PaddingLeft == 0 && DilationHeight == 1 && DilationWidth == 1
        && 2 * OutputHeight <= Height && 2 * OutputWidth <= Width;

    /// <summary>The first tap that lies inside, for a window that starts at <paramref name="start"/>.</summary>
    public static int FirstTap(int start, int dilation) => start >= 0 ? 0 : (-start + dilation - 1) / dilation;

    /// <summary>One past the last tap that lies below <paramref name="extent"/>.</summary>
    public static int EndTap(int start, int kernel, int dilation, int extent) =>
        start >= extent ? 0 : Math.Min(kernel, (extent - start + dilation - 1) / dilation);
}
