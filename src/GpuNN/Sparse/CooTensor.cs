namespace GpuNN;

/// <summary>A sparse matrix as a list of entries, each with its row and column, in any order. Entries at one place add up.
/// <see cref="Operators.CooToCsr"/> makes it ready for products.</summary>
public sealed class CooTensor
{
    /// <summary>A matrix of these entries.</summary>
    /// <param name="rowIndices">[entries], int32 or int64.</param>
    /// <param name="columnIndices">[entries], of the same type.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="values">[entries], or none where all are 1.</param>
    /// <exception cref="ShapeMismatchException">Rows, columns and values are not vectors of one length, or an extent is
    /// negative.</exception>
    /// <exception cref="DTypeMismatchException">The indices are not int32 or int64.</exception>
    public CooTensor(Tensor rowIndices, Tensor columnIndices, long rows, long columns, Tensor? values = null)
    {
        const string Name = nameof(CooTensor);
        if (rowIndices.Rank != 1) throw new ShapeMismatchException(Name, nameof(rowIndices), $"{rowIndices.Shape}", "[entries]");
        if (columnIndices.Shape != rowIndices.Shape)
            throw new ShapeMismatchException(Name, nameof(columnIndices), $"{columnIndices.Shape}", $"{rowIndices.Shape}");
        if (values is not null && values.Shape != rowIndices.Shape)
            throw new ShapeMismatchException(Name, nameof(values), $"{values.Shape}", $"{rowIndices.Shape}");
        if (rowIndices.DType is not (DType.Int32 or DType.Int64) || columnIndices.DType != rowIndices.DType)
            throw new DTypeMismatchException(Name, nameof(rowIndices), $"{rowIndices.DType} and {columnIndices.DType}", "both int32 or both int64");
        if (rows < 0 || columns < 0) throw new ShapeMismatchException(Name, nameof(rows), $"[{rows}, {columns}]", "extents of 0 or more");
        RowIndices = rowIndices;
        ColumnIndices = columnIndices;
        Rows = rows;
        Columns = columns;
        Values = values;
    }

    /// <summary>The row of each entry.</summary>
    public Tensor RowIndices { get; }

    /// <summary>The column of each entry.</summary>
    public Tensor ColumnIndices { get; }

    /// <summary>The value of each entry; null where all are 1.</summary>
    public Tensor? Values { get; }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>The number of columns.</summary>
    public long Columns { get; }
}
