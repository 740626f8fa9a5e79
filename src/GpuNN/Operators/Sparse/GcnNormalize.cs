namespace GpuNN;

/// <content>GcnNormalize, GcnAggregate, NeighborMean and NeighborMax.</content>
public static partial class Operators
{
    /// <summary>Â = D^-½·(A + I)·D^-½ with D the row sums of A + I: the matrix of a graph convolution. Gradients flow to A's
    /// values.</summary>
    /// <param name="adjacency">A, square, its row sums above −1.</param>
    /// <returns>Â with A's entries row by row, and the diagonal's behind those of each row.</returns>
    /// <exception cref="ShapeMismatchException">A is not square.</exception>
    public static CsrTensor GcnNormalize(this CsrTensor adjacency)
    {
        const string Name = nameof(GcnNormalize);
        if (adjacency.Rows != adjacency.Columns)
            throw new ShapeMismatchException(Name, nameof(adjacency), $"[{adjacency.Rows}, {adjacency.Columns}]", "a square matrix");
        Device device = adjacency.Pattern.Device;
        long nodes = adjacency.Rows;
        Tensor rows, columns;
        using (NoGrad.Begin())
        {
            Tensor diagonal = Tensor.Arange(nodes, DType.Int32, device);
            rows = Concat(0, adjacency.Pattern.RowIndices(), diagonal);
            columns = Concat(0, adjacency.Pattern.ColumnIndices, diagonal);
        }

        DType dtype = adjacency.Values?.DType ?? DType.Float32;
        Tensor entries = adjacency.Values ?? Tensor.Ones([adjacency.EntryCount], dtype, device);
        Tensor values = Concat(0, entries, Tensor.Ones([nodes], dtype, device));
        CsrTensor loops = new CooTensor(rows, columns, nodes, nodes, values).CooToCsr();
        Tensor degrees = MultiplySparse(Name, loops.Pattern, loops.Values, Tensor.Ones([nodes, 1], dtype, device));
        Tensor roots = degrees.Reshape(nodes).ReciprocalSqrt();
        Tensor normalized = loops.Values! * roots.TakeRows(loops.Pattern.RowIndices()) * roots.TakeRows(loops.Pattern.ColumnIndices);
        return loops.With(normalized);
    }

    /// <summary>Â·X: each node's features become the mean, weighted by degrees, of its neighbours' and its own.</summary>
    /// <param name="graph">The graph; its Â is made once.</param>
    /// <param name="x">X [nodes, F], float32.</param>
    /// <exception cref="ShapeMismatchException">X has not a row for each node.</exception>
    /// <exception cref="DTypeMismatchException">X has another type than the edges' weights, or, without them, float32.</exception>
    public static Tensor GcnAggregate(this GraphData graph, Tensor x) =>
        MultiplySparse(nameof(GcnAggregate), graph.Normalized.Pattern, graph.Normalized.Values, x);

    /// <summary>The mean of the features of each node's neighbours; 0 for a node without. Weights do not count.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">X [nodes, F].</param>
    /// <exception cref="ShapeMismatchException">X has not a row for each node.</exception>
    public static Tensor NeighborMean(this GraphData graph, Tensor x) => Mean(nameof(NeighborMean), graph.Adjacency.Pattern, x);

    /// <summary>The largest of each feature among each node's neighbours; 0 for a node without. Weights do not count.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">X [nodes, F].</param>
    /// <exception cref="ShapeMismatchException">X has not a row for each node.</exception>
    public static Tensor NeighborMax(this GraphData graph, Tensor x) => Maximum(nameof(NeighborMax), graph.Adjacency.Pattern, x);
}
