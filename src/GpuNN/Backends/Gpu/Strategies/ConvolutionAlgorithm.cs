namespace GpuNN.Backends.Gpu;

/// <summary>How a convolution, or a gradient of one, is computed. All sum in a fixed order: equal inputs give equal
/// bits.</summary>
internal enum ConvolutionAlgorithm
{
    /// <summary>A product whose factor reads the image in place: direct for the naive kernel, implicit GEMM for tiles.</summary>
    Implicit,

    /// <summary>im2col: patches are written out first, then a product of matrices.</summary>
    Columns,

    /// <summary>Winograd's F(2×2, 3×3).</summary>
    Winograd,
}
