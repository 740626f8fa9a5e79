namespace GpuNN.Kernels;

/// <summary>Eight axes with any strides: four outer ones and four inner ones.</summary>
internal readonly struct Strided8 : ILayout
{
    public readonly int InnerCount;
    public readonly Strided4 Outer;
    public readonly Strided4 Inner;

    /// <summary>Takes eight axes, outermost first.</summary>
    public Strided8(ReadOnlySpan<int> extents, ReadOnlySpan<int> strides)
    {
        Outer = new Strided4(extents[..4], strides[..4]);
        Inner = new Strided4(extents[4..], strides[4..]);
        InnerCount = extents[4] * extents[5] * extents[6] * extents[7];
    }

    public int Position(int index)
    {
        int outer = index / InnerCount;
        return Outer.Position(outer) + Inner.Position(index - (outer * InnerCount));
    }
}
