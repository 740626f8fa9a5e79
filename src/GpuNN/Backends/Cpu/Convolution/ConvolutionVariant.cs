namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>The ways to compute a convolution, or its gradient by the image, on the CPU.</summary>
internal enum ConvolutionVariant
{
    /// <summary>Chosen by shape.</summary>
    Automatic,

    /// <summary>A product straight from the padded image; any geometry.</summary>
    Direct,

    /// <summary>1 × 1: a plain matrix product per image.</summary>
    Pointwise,

    /// <summary>3 × 3 by Winograd's F(4×4, 3×3).</summary>
    WinogradF4,

    /// <summary>3 × 3 by Winograd's F(2×2, 3×3).</summary>
    WinogradF2,
}
