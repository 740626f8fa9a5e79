namespace GpuNN.Tests.OperatorLaws;

/// <summary>Sparse operators against dense ones, with whole numbers so that both sides are equal to the last bit.</summary>
public sealed class SparseLawTests
{
    private readonly Random _random = new(41);

    [Fact]
    public void A_sparse_product_is_the_dense_product()
    {
        Tensor dense = SparseMatrix(9, 7), x = Integers(7, 5);
        CsrTensor sparse = CsrTensor.FromDense(dense);
        Assert.Equal(dense.MatMul(x).ToArray<float>(), sparse.SparseMatMul(x).ToArray<float>());
        Assert.Equal(dense.ToArray<float>(), sparse.ToDense().ToArray<float>());
        Assert.Equal(dense.Transpose().ToArray<float>(), sparse.CsrTranspose().ToDense().ToArray<float>());
    }

    [Fact]
    public void The_gradient_reaches_the_entries_alone()
    {
        Tensor dense = SparseMatrix(6, 5), x = Integers(4, 5), g = Integers(4, 6);
        Tensor values = CsrTensor.FromDense(dense).Values!;
        values.RequiresGrad = true;
        x.SparseLinear(CsrTensor.FromDense(dense).With(values)).Backward(g);
        float[] full = g.Transpose().MatMul(x).ToArray<float>(), matrix = dense.ToArray<float>();
        float[] expected = [.. full.Where((_, index) => matrix[index] != 0)];
        Assert.Equal(expected, values.Grad!.ToArray<float>());
    }

    [Fact]
    public void Normalised_adjacency_is_the_dense_formula()
    {
        GraphData graph = GraphData.FromEdges(5, [(0, 1), (0, 2), (1, 2), (3, 2)], isUndirected: true);
        double[,] a = new double[5, 5];
        foreach (var (s, t) in new[] { (0, 1), (0, 2), (1, 2), (3, 2) }) a[s, t] = a[t, s] = 1;
        for (int i = 0; i < 5; i++) a[i, i] = 1;
        double[] degree = [.. Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, 5).Sum(j => a[i, j]))];
        float[] dense = graph.Normalized.ToDense().ToArray<float>();
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++) Assert.Equal(a[i, j] / Math.Sqrt(degree[i] * degree[j]), dense[(i * 5) + j], 1e-6);
        }
    }

    [Fact]
    public void Neighbours_are_averaged_along_the_edges_and_a_node_without_any_gets_0()
    {
        GraphData graph = GraphData.FromEdges(4, [(0, 1), (2, 1), (1, 2)]);
        Tensor x = Tensor.From([1f, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
        Assert.Equal([0f, 0, 3, 4, 3, 4, 0, 0], graph.NeighborMean(x).ToArray<float>());
        Assert.Equal([0f, 0, 5, 6, 3, 4, 0, 0], graph.NeighborMax(x).ToArray<float>());
    }

    [Fact]
    public void Repeated_indices_add_their_gradients()
    {
        Tensor w = Integers(3, 2);
        w.RequiresGrad = true;
        w.Embedding(Tensor.From([2L, 0, 2, 2])).Backward(Tensor.From([1f, 2, 3, 4, 5, 6, 7, 8], [4, 2]));
        Assert.Equal([3f, 4, 0, 0, 13, 16], w.Grad!.ToArray<float>());
    }

    [Fact]
    public void An_index_outside_is_refused()
    {
        Assert.Throws<TensorIndexException>(() => Integers(3, 2).Embedding(Tensor.From([3L])));
        Assert.Throws<TensorIndexException>(() => new CooTensor(Tensor.From([4L]), Tensor.From([0L]), 4, 4).CooToCsr());
    }

    private Tensor SparseMatrix(int rows, int columns)
    {
        var elements = new float[rows * columns];
        for (int index = 0; index < elements.Length; index++) elements[index] = _random.Next(3) == 0 ? _random.Next(1, 5) : 0;
        return Tensor.From(elements, [rows, columns]);
    }

    private Tensor Integers(params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        var elements = new float[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = _random.Next(-4, 5);
        return Tensor.From(elements, shape);
    }
}
