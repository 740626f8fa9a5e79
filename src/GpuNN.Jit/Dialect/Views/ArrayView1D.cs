namespace GpuNN.Jit;

/// <summary>A one-dimensional view with a stride.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TStride">The stride's type.</typeparam>
/// <param name="baseView">The memory.</param>
/// <param name="extent">The number of elements.</param>
/// <param name="stride">The stride.</param>
public readonly struct ArrayView1D<T, TStride>(ArrayView<T> baseView, LongIndex1D extent, TStride stride)
    : IContiguousArrayView<T>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    /// <summary>The memory behind the view.</summary>
    public ArrayView<T> BaseView { get; } = baseView;

    /// <summary>The number of elements.</summary>
    public LongIndex1D Extent { get; } = extent;

    /// <summary>The stride.</summary>
    public TStride Stride { get; } = stride;

    /// <summary>The number of elements, in 32 bits.</summary>
    public Index1D IntExtent => Extent.ToIntIndex();

    /// <summary>True if the view has a buffer.</summary>
    public bool IsValid => BaseView.IsValid;

    /// <summary>The number of elements.</summary>
    public long Length => Extent.X;

    /// <summary>The number of elements, in 32 bits.</summary>
    public int IntLength => (int)Extent.X;

    /// <summary>The size of the elements in bytes.</summary>
    public long LengthInBytes => Extent.X * Interop.SizeOf<T>();

    MemoryBuffer? IArrayView.Buffer => BaseView.Buffer;

    long IContiguousArrayView.IndexInBytes => BaseView.ByteOffset;

    /// <summary>The element at an index.</summary>
    public ref T this[Index1D index] => ref BaseView[Stride.ComputeElementIndex(index)];

    /// <inheritdoc cref="this[Index1D]"/>
    public ref T this[LongIndex1D index] => ref BaseView[Stride.ComputeElementIndex(index)];

    /// <inheritdoc cref="this[Index1D]"/>
    public ref T this[int index] => ref BaseView[Stride.ComputeElementIndex(new Index1D(index))];

    /// <inheritdoc cref="this[Index1D]"/>
    public ref T this[long index] => ref BaseView[Stride.ComputeElementIndex(new LongIndex1D(index))];

    /// <summary>The <paramref name="extent"/> elements from <paramref name="index"/> on.</summary>
    public ArrayView1D<T, TStride> SubView(LongIndex1D index, LongIndex1D extent) =>
        new(BaseView.SubView(Stride.ComputeElementIndex(index)), extent, Stride);

    /// <summary>The memory behind the view.</summary>
    public ArrayView<T> AsContiguous() => BaseView;

    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => BaseView.Cast<byte>();
}
