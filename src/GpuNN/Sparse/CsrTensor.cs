namespace GpuNN;

/// <summary>A sparse matrix in compressed rows: a <see cref="SparsePattern"/>, which never changes, and a value for each of its
/// entries. Entries at one place add up.</summary>
/// <remarks>Values are an ordinary tensor: they may require a gradient, which then flows to the entries and to nothing
/// else.</remarks>
public sealed class CsrTensor
{
    /// <summary>A matrix of these entries.</summary>
    /// <param name="pattern">Where they are.</param>
    /// <param name="values">[entries], or none where all are 1.</param>
    /// <exception cref="ShapeMismatchException">The values are not as many as the entries.</exception>
    /// <exception cref="DTypeMismatchException">The values are not floating-point numbers.</exception>
    /// <exception cref="DeviceMismatchException">Pattern and values live on different devices.</exception>
    public CsrTensor(SparsePattern pattern, Tensor? values = null)
    {
        if (values is not null)
        {
            if (values.Shape != Shape.Create(pattern.EntryCount))
                throw new ShapeMismatchException(nameof(CsrTensor), nameof(values), $"{values.Shape}", $"[{pattern.EntryCount}]");
            if (!values.DType.IsFloatingPoint())
                throw new DTypeMismatchException(nameof(CsrTensor), nameof(values), $"{values.DType}", "a floating-point type");
            if (values.Device != pattern.Device)
                throw new DeviceMismatchException(nameof(CsrTensor), nameof(values), $"a tensor on {values.Device}", $"one on {pattern.Device}");
        }

        Pattern = pattern;
        Values = values;
    }

    /// <summary>Where the entries are.</summary>
    public SparsePattern Pattern { get; }

    /// <summary>Their values [entries]; null where all are 1.</summary>
    public Tensor? Values { get; }

    /// <summary>The number of rows.</summary>
    public long Rows => Pattern.Rows;

    /// <summary>The number of columns.</summary>
    public long Columns => Pattern.Columns;

    /// <summary>The number of entries.</summary>
    public long EntryCount => Pattern.EntryCount;

    /// <summary>The entries that are not 0 of a matrix [rows, columns], row by row. Waits for the device.</summary>
    /// <exception cref="ShapeMismatchException">The tensor is no matrix.</exception>
    public static CsrTensor FromDense(Tensor matrix)
    {
        if (matrix.Rank != 2) throw new ShapeMismatchException(nameof(FromDense), nameof(matrix), $"{matrix.Shape}", "[rows, columns]");
        int rows = (int)matrix.Shape[0], columns = (int)matrix.Shape[1];
        double[] elements = matrix.Detach().To(Device.Cpu).Cast(DType.Float64).ToArray<double>();
        var offsets = new int[rows + 1];
        var places = new List<long>();
        for (int index = 0; index < elements.Length; index++)
        {
            if (elements[index] != 0) places.Add(index);
            offsets[(index / columns) + 1] = places.Count;
        }

        int[] columnIndices = [.. places.Select(place => (int)(place % columns))];
        using IDisposable restoration = NoGrad.Begin();
        Tensor values = matrix.Reshape(matrix.Count).IndexSelect(0, Tensor.From(places.ToArray(), matrix.Device));
        var pattern = new SparsePattern(Tensor.From(offsets, matrix.Device), Tensor.From(columnIndices, matrix.Device), columns);
        return new(pattern, values);
    }

    /// <summary>The matrix with all its zeros [rows, columns].</summary>
    /// <param name="dtype">The type where the entries have no values.</param>
    public Tensor ToDense(DType dtype = DType.Float32)
    {
        DType type = Values?.DType ?? dtype;
        var diagonal = new double[Columns * Columns];
        for (long index = 0; index < Columns; index++) diagonal[index * (Columns + 1)] = 1;
        return this.SparseMatMul(Tensor.From(diagonal, [Columns, Columns]).Cast(type).To(Pattern.Device));
    }

    /// <summary>Lets the matrix outlive the step in which it was made.</summary>
    /// <returns>This matrix.</returns>
    public CsrTensor Keep()
    {
        Pattern.Keep();
        Values?.Keep();
        return this;
    }

    /// <summary>The same pattern with other values.</summary>
    public CsrTensor With(Tensor? values) => new(Pattern, values);
}
