using GpuNN.Backends;

namespace GpuNN;

/// <summary>Where a matrix in compressed rows has its entries: the entries of row i are those from offsets[i] to below
/// offsets[i + 1]. Immutable and thread-safe.</summary>
/// <remarks>Its tensors live as long as any others: one made in a training step ends with it, unless it is kept
/// (<see cref="Keep"/>). A pattern that no step owns makes the pattern of its transpose once and holds it; one that a step
/// owns makes it each time.</remarks>
public sealed class SparsePattern
{
    private readonly Lock _lock = new();
    private SparsePattern? _transposed;
    private Tensor? _order;
    private Tensor? _inverse;

    /// <summary>A pattern of these offsets and columns.</summary>
    /// <param name="offsets">[rows + 1], int32, from 0 to the number of entries, never falling.</param>
    /// <param name="columnIndices">[entries], int32, each below <paramref name="columns"/>; any order, also several times.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ShapeMismatchException">The offsets are no vector of one element or more, the columns no vector, or
    /// their number is negative.</exception>
    /// <exception cref="DTypeMismatchException">They are not int32.</exception>
    /// <exception cref="DeviceMismatchException">They live on different devices.</exception>
    public SparsePattern(Tensor offsets, Tensor columnIndices, long columns)
    {
        const string Name = nameof(SparsePattern);
        if (offsets.Rank != 1 || offsets.Count == 0) throw new ShapeMismatchException(Name, nameof(offsets), $"{offsets.Shape}", "[rows + 1]");
        if (columnIndices.Rank != 1) throw new ShapeMismatchException(Name, nameof(columnIndices), $"{columnIndices.Shape}", "[entries]");
        if (columns < 0) throw new ShapeMismatchException(Name, nameof(columns), $"{columns}", "0 or more");
        if (offsets.DType != DType.Int32) throw new DTypeMismatchException(Name, nameof(offsets), $"{offsets.DType}", $"{DType.Int32}");
        if (columnIndices.DType != DType.Int32)
            throw new DTypeMismatchException(Name, nameof(columnIndices), $"{columnIndices.DType}", $"{DType.Int32}");
        if (offsets.Device != columnIndices.Device)
            throw new DeviceMismatchException(Name, nameof(columnIndices), $"a tensor on {columnIndices.Device}", $"one on {offsets.Device}");
        Offsets = offsets;
        ColumnIndices = columnIndices;
        Columns = columns;
    }

    /// <summary>The number of rows.</summary>
    public long Rows => Offsets.Count - 1;

    /// <summary>The number of columns.</summary>
    public long Columns { get; }

    /// <summary>The number of entries.</summary>
    public long EntryCount => ColumnIndices.Count;

    /// <summary>Where each row's entries begin [rows + 1], int32.</summary>
    public Tensor Offsets { get; }

    /// <summary>The column of each entry [entries], int32.</summary>
    public Tensor ColumnIndices { get; }

    /// <summary>The device it lives on.</summary>
    public Device Device => Offsets.Device;

    /// <summary>The row of each entry [entries], int32.</summary>
    public Tensor RowIndices()
    {
        Tensor rows = Tensor.Empty([EntryCount], DType.Int32, Device, nameof(RowIndices));
        Dispatcher.Run(nameof(RowIndices), new CsrRowsPrimitive(), [Offsets], [rows]);
        return rows;
    }

    /// <summary>The number of entries of each row [rows], int32.</summary>
    public Tensor RowCounts() => Offsets.Slice(0, 1) - Offsets.Slice(0, 0, Rows);

    /// <summary>Lets the pattern outlive the step in which it was made.</summary>
    /// <returns>This pattern.</returns>
    public SparsePattern Keep()
    {
        Offsets.Keep();
        ColumnIndices.Keep();
        return this;
    }

    /// <summary>The pattern of the transposed matrix.</summary>
    /// <param name="order">For each entry of the transposed matrix its position among the entries here [entries],
    /// int32.</param>
    public SparsePattern Transpose(out Tensor order)
    {
        lock (_lock)
        {
            using IDisposable restoration = NoGrad.Begin();
            SparsePattern transposed;
            if (_transposed is not null)
            {
                transposed = _transposed;
                order = _order ?? Sort(nameof(Transpose), _inverse!, EntryCount).Order;
            }
            else
            {
                (Tensor offsets, order) = Sort(nameof(Transpose), ColumnIndices, Columns);
                transposed = new SparsePattern(offsets, RowIndices().TakeRows(order), Rows) { _transposed = this, _inverse = order };
            }

            if (!OutlivesSteps) return transposed;
            _transposed = transposed.Keep();
            _order = order.Keep();
            return transposed;
        }
    }

    /// <summary>Whether no step owns the pattern, so that what is made of it once may be held.</summary>
    internal bool OutlivesSteps => Offsets.Storage.Scope is null;

    /// <summary>Sorts entries by row, stably.</summary>
    /// <returns>The offsets [rows + 1], and the entries' positions row by row.</returns>
    internal static (Tensor Offsets, Tensor Order) Sort(string operatorName, Tensor rowIndices, long rows)
    {
        Tensor offsets = Tensor.Empty([rows + 1], DType.Int32, rowIndices.Device, operatorName);
        Tensor order = Tensor.Empty([rowIndices.Count], DType.Int32, rowIndices.Device, operatorName);
        Dispatcher.Run(operatorName, new CooToCsrPrimitive(), [rowIndices], [offsets, order]);
        return (offsets, order);
    }
}
