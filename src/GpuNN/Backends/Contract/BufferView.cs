namespace GpuNN.Backends;

/// <summary>How a backend sees an operand: typed, strided elements of a buffer. Immutable.</summary>
public sealed class BufferView
{
    private readonly Shape _shape;
    private readonly Strides _strides;

    /// <summary>A strided view.</summary>
    /// <param name="buffer">Where the elements lie.</param>
    /// <param name="dtype">Their type.</param>
    /// <param name="shape">The extents.</param>
    /// <param name="strides">Steps between neighbours, in elements; not negative.</param>
    /// <param name="offset">The first element, in elements from the start of the buffer.</param>
    /// <exception cref="ShapeMismatchException">The view reaches outside the buffer, has a negative stride, or shape and
    /// strides differ in rank.</exception>
    public BufferView(DeviceBuffer buffer, DType dtype, in Shape shape, in Strides strides, long offset = 0)
    {
        Buffer = buffer;
        DType = dtype;
        _shape = shape;
        _strides = strides;
        Offset = offset;
        Count = shape.Count;
        IsContiguous = strides.Rank == shape.Rank && strides.IsContiguous(shape);
        if (!IsContiguous || offset < 0 || (offset + Count) * dtype.Size() > buffer.Bytes) CheckBounds();
    }

    /// <summary>A contiguous view from the start of a buffer.</summary>
    /// <exception cref="ShapeMismatchException">The elements do not fit in the buffer.</exception>
    public BufferView(DeviceBuffer buffer, DType dtype, in Shape shape)
    {
        Buffer = buffer;
        DType = dtype;
        _shape = shape;
        _strides = Strides.Contiguous(shape);
        Count = shape.Count;
        IsContiguous = true;
        if (Count * dtype.Size() > buffer.Bytes) CheckBounds();
    }

    /// <summary>Where the elements lie.</summary>
    public DeviceBuffer Buffer { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The extents.</summary>
    public ref readonly Shape Shape => ref _shape;

    /// <summary>Steps between neighbours, in elements.</summary>
    public ref readonly Strides Strides => ref _strides;

    /// <summary>The first element, in elements from the start of the buffer.</summary>
    public long Offset { get; }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>Whether the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The extent of an axis; negative axes count from the end.</summary>
    public long this[int axis] => Shape[axis];

    /// <summary>Type, shape, and strides where they are not the row-major ones.</summary>
    public override string ToString() => IsContiguous ? $"{DType}{Shape}" : $"{DType}{Shape} strides {Strides}";

    private void CheckBounds()
    {
        if (Strides.Rank != Shape.Rank)
            throw new ShapeMismatchException(nameof(BufferView), "strides", $"rank {Strides.Rank}", $"rank {Shape.Rank}");
        if (Count == 0) return;
        long last = Offset;
        for (int axis = 0; axis < Shape.Rank; axis++)
        {
            if (Strides[axis] < 0)
                throw new ShapeMismatchException(nameof(BufferView), "strides", $"{Strides}", "strides of 0 or more");
            last += (Shape[axis] - 1) * Strides[axis];
        }

        if (Offset < 0 || (last + 1) * DType.Size() > Buffer.Bytes)
            throw new ShapeMismatchException(
                nameof(BufferView), "shape", $"{this} at offset {Offset}", $"elements inside a buffer of {Buffer.Bytes} bytes");
    }
}
