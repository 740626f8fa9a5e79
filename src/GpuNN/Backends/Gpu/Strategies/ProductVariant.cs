namespace GpuNN.Backends.Gpu;

/// <summary>The kernels of a product. All sum in a fixed order: equal inputs give equal bits.</summary>
internal enum ProductVariant
{
    /// <summary>One work item per element, nothing shared.</summary>
    Naive,

    /// <summary>Sixteen items per row along k, four columns.</summary>
    Skinny,

    /// <summary>16×16 tiles in shared memory.</summary>
    Tiled16,

    /// <summary>64×64 tiles, 4×4 sums per item side by side, 128-bit accesses.</summary>
    Quads64,

    /// <summary>128×128 tiles, 8×8 sums per item in quads, 128-bit accesses.</summary>
    Quads128,

    /// <summary>128×128 tiles by tensor cores; Quads128 without them, or where lines are not aligned to 16 bytes.</summary>
    TensorCores,
}
