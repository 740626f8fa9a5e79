namespace GpuNN.Jit;

/// <summary>A two-dimensional view with strides.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TStride">The stride's type.</typeparam>
/// <param name="baseView">The memory.</param>
/// <param name="extent">The extent.</param>
/// <param name="stride">The stride.</param>
public readonly struct ArrayView2D<T, TStride>(ArrayView<T> baseView, LongIndex2D extent, TStride stride)
    where T : unmanaged
    where TStride : struct, IStride2D
{
    /// <summary>The memory behind the view.</summary>
    public ArrayView<T> BaseView { get; } = baseView;

    /// <summary>The extent.</summary>
    public LongIndex2D Extent { get; } = extent;

    /// <summary>The stride.</summary>
    public TStride Stride { get; } = stride;

    /// <summary>The extent, in 32 bits.</summary>
    public Index2D IntExtent => Extent.ToIntIndex();

    /// <summary>True if the view has a buffer.</summary>
    public bool IsValid => BaseView.IsValid;

    /// <summary>The number of elements.</summary>
    public long Length => Extent.Size;

    /// <summary>The number of elements, in 32 bits.</summary>
    public int IntLength => (int)Extent.Size;

    /// <summary>The element at an index.</summary>
    public ref T this[Index2D index] => ref BaseView[Stride.ComputeElementIndex(index)];

    /// <inheritdoc cref="this[Index2D]"/>
    public ref T this[LongIndex2D index] => ref BaseView[Stride.ComputeElementIndex(index)];

    /// <inheritdoc cref="this[Index2D]"/>
    public ref T this[int x, int y] => ref BaseView[Stride.ComputeElementIndex(new Index2D(x, y))];

    /// <inheritdoc cref="this[Index2D]"/>
    public ref T this[long x, long y] => ref BaseView[Stride.ComputeElementIndex(new LongIndex2D(x, y))];

    /// <summary>The rectangle of size <paramref name="extent"/> from <paramref name="index"/> on.</summary>
    public ArrayView2D<T, TStride> SubView(LongIndex2D index, LongIndex2D extent) =>
        new(BaseView.SubView(Stride.ComputeElementIndex(index)), extent, Stride);

    /// <summary>The memory behind the view.</summary>
    public ArrayView<T> AsContiguous() => BaseView;
}
