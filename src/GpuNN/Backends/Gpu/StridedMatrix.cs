namespace GpuNN.Backends.Gpu;

/// <summary>A matrix inside an operator's buffers.</summary>
internal readonly struct StridedMatrix<T>(ArrayView<T> elements, int rowStride, int columnStride)
    where T : unmanaged
{
    public ArrayView<T> Elements { get; } = elements;

    public int RowStride { get; } = rowStride;

    public int ColumnStride { get; } = columnStride;

    /// <summary>Rows of this length, one after the other.</summary>
    public static StridedMatrix<T> Rows(ArrayView<T> elements, int length) => new(elements, length, 1);

    /// <summary>The transpose, without a move.</summary>
    public StridedMatrix<T> Transposed => new(Elements, ColumnStride, RowStride);
}
