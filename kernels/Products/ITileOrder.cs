namespace GpuNN.Kernels;

/// <summary>Which elements of a 64×16 tile (64 along m or n, 16 along k) neighbouring work items load: neighbours in memory,
/// so that loads coalesce.</summary>
internal interface ITileOrder
{
    /// <summary>The position along m or n of the tile's element with this number.</summary>
    static abstract int Outer(int element);

    /// <summary>Its position along k.</summary>
    static abstract int Inner(int element);
}

/// <summary>Neighbours along k: a row-major A, or a transposed B.</summary>
internal readonly struct InnerFirst : ITileOrder
{
    public static int Outer(int element) => element / 16;

    public static int Inner(int element) => element % 16;
}

/// <summary>Neighbours along m or n: a transposed A, or a row-major B.</summary>
internal readonly struct OuterFirst : ITileOrder
{
    public static int Outer(int element) => element % 64;

    public static int Inner(int element) => element / 64;
}
