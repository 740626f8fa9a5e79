namespace GpuNN.Kernels;

/// <summary>Four axes with any strides, 0 on broadcast ones. Axes of extent 1 pad a smaller rank.</summary>
internal readonly struct Strided4 : ILayout
{
    public readonly int Extent1;
    public readonly int Extent2;
    public readonly int Extent3;
    public readonly int Stride0;
    public readonly int Stride1;
    public readonly int Stride2;
    public readonly int Stride3;

    /// <summary>Takes four axes, outermost first.</summary>
    public Strided4(ReadOnlySpan<int> extents, ReadOnlySpan<int> strides)
    {
        Extent1 = extents[1];
        Extent2 = extents[2];
        Extent3 = extents[3];
        Stride0 = strides[0];
        Stride1 = strides[1];
        Stride2 = strides[2];
        Stride3 = strides[3];
    }

    public int Position(int index)
    {
        int row = index / Extent3;
        int plane = row / Extent2;
        int block = plane / Extent1;
        return (block * Stride0) + ((plane - (block * Extent1)) * Stride1)
            + ((row - (plane * Extent2)) * Stride2) + ((index - (row * Extent3)) * Stride3);
    }
}
