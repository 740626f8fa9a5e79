namespace GpuNN.Backends.Gpu;

/// <summary>A matrix inside an operator's buffers.</summary>
/// <param name="elements">From its first element on.</param>
/// <param name="rowStride">The step to the next row.</param>
/// <param name="columnStride">The step to the next column.</param>
/// <param name="hasQuads">Whether its first element, and so every line's, begins at a multiple of four in memory.</param>
/// <param name="hasPieces">Whether neighbours lie side by side and every line begins at a multiple of 16 bytes.</param>
internal readonly struct StridedMatrix<T>(
    ArrayView<T> elements, int rowStride, int columnStride, bool hasQuads = false, bool hasPieces = false)
    where T : unmanaged
{
    public ArrayView<T> Elements { get; } = elements;

    public int RowStride { get; } = rowStride;

    public int ColumnStride { get; } = columnStride;

    public bool HasQuads { get; } = hasQuads;

    public bool HasPieces { get; } = hasPieces;

    /// <summary>Whether neighbours lie side by side along a row.</summary>
    public bool IsRowMajor => ColumnStride <= RowStride;

    /// <summary>Rows of this length, one after the other.</summary>
    public static StridedMatrix<T> Rows(ArrayView<T> elements, int length) => new(elements, length, 1);

    /// <summary>The transpose, without a move.</summary>
    public StridedMatrix<T> Transposed => new(Elements, ColumnStride, RowStride, HasQuads, HasPieces);
}
