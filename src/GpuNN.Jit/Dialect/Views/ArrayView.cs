using System.Runtime.CompilerServices;

namespace GpuNN.Jit;

/// <summary>A contiguous range of elements of a buffer; in a kernel a pointer and a length.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct ArrayView<T> : IContiguousArrayView<T>
    where T : unmanaged
{
    private readonly MemoryBuffer? _buffer;

    /// <summary>The view of nothing.</summary>
    public static readonly ArrayView<T> Empty;

    /// <summary>Makes a view of a buffer.</summary>
    /// <param name="source">The buffer.</param>
    /// <param name="index">The first element, in elements of <typeparamref name="T"/>.</param>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the buffer.</exception>
    public ArrayView(MemoryBuffer source, long index, long length)
        : this(source, checked(index * Unsafe.SizeOf<T>()), length, default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            checked((index + length) * Unsafe.SizeOf<T>()), source.LengthInBytes, nameof(length));
    }

    /// <summary>The elements at a byte of a buffer, which need not be a multiple of their size.</summary>
    internal static ArrayView<T> At(MemoryBuffer buffer, long byteOffset, long length) => new(buffer, byteOffset, length, default);

    private ArrayView(MemoryBuffer? buffer, long byteOffset, long length, ViewParts _)
    {
        _buffer = buffer;
        ByteOffset = byteOffset;
        Length = length;
    }

    /// <summary>The size of an element in bytes.</summary>
    public static int ElementSize => Unsafe.SizeOf<T>();

    /// <summary>True if the view has a buffer.</summary>
    public bool IsValid => _buffer is not null;

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The number of elements, in 32 bits.</summary>
    public int IntLength => (int)Length;

    /// <summary>The number of elements.</summary>
    public LongIndex1D Extent => new(Length);

    /// <summary>The number of elements, in 32 bits.</summary>
    public Index1D IntExtent => new((int)Length);

    /// <summary>The size of the view in bytes.</summary>
    public long LengthInBytes => Length * Unsafe.SizeOf<T>();

    /// <summary>The buffer; the empty view has none.</summary>
    internal MemoryBuffer Buffer => _buffer ?? throw new InvalidOperationException("The view has no buffer.");

    /// <summary>The first byte of the view in its buffer.</summary>
    internal long ByteOffset { get; }

    MemoryBuffer? IArrayView.Buffer => Buffer;

    long IContiguousArrayView.IndexInBytes => ByteOffset;

    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => Cast<byte>();

    /// <summary>The first element of the view in its buffer, in elements of <typeparamref name="T"/>.</summary>
    internal long Index => ByteOffset / Unsafe.SizeOf<T>();

    /// <summary>The element at an index; on the host only for memory that the host can reach.</summary>
    public ref T this[Index1D index] => ref this[(long)index.X];

    /// <inheritdoc cref="this[Index1D]"/>
    public ref T this[LongIndex1D index] => ref this[index.X];

    /// <inheritdoc cref="this[Index1D]"/>
    public ref T this[int index] => ref this[(long)index];

    /// <inheritdoc cref="this[Index1D]"/>
    /// <exception cref="IndexOutOfRangeException">On the host: the index is outside the view.</exception>
    public unsafe ref T this[long index]
    {
        get
        {
            if ((ulong)index >= (ulong)Length || _buffer is null)
                throw new IndexOutOfRangeException();
            return ref Unsafe.AsRef<T>((byte*)_buffer.NativePtr + ByteOffset + index * Unsafe.SizeOf<T>());
        }
    }

    /// <summary>The elements from <paramref name="index"/> on.</summary>
    public ArrayView<T> SubView(long index) => SubView(index, Length - index);

    /// <inheritdoc cref="SubView(long, long)"/>
    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    /// <summary>The <paramref name="subViewLength"/> elements from <paramref name="index"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On the host: the range is not inside the view.</exception>
    public ArrayView<T> SubView(long index, long subViewLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(subViewLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index + subViewLength, Length, nameof(subViewLength));
        return new(_buffer, ByteOffset + index * Unsafe.SizeOf<T>(), subViewLength, default);
    }

    /// <summary>The same bytes as elements of another type; a remainder that fills no element is cut off.</summary>
    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged =>
        new(_buffer, ByteOffset, LengthInBytes / Unsafe.SizeOf<TOther>(), default(ArrayView<TOther>.ViewParts));

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{typeof(T).Name}[{Length}] at byte {ByteOffset}");

    /// <summary>The view as a dense one-dimensional one.</summary>
    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) =>
        new(view, view.Length, default);

    /// <summary>The memory of a dense one-dimensional view.</summary>
    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView;

    /// <summary>Tells the constructor of parts from the public one.</summary>
    internal readonly struct ViewParts;
}
