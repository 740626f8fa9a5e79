namespace GpuNN.Kernels;

/// <summary>Three spatial extents, outermost first; missing ones are 1 (0 for paddings).</summary>
internal readonly struct SpatialSizes(int depth, int height, int width)
{
    public readonly int Depth = depth;
    public readonly int Height = height;
    public readonly int Width = width;

    /// <summary>The number of positions.</summary>
    public int Count => Depth * Height * Width;
}
