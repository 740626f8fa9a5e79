namespace GpuNN.Tests.Properties;

/// <summary>Matrix products, dense and sparse, and softmax.</summary>
public sealed class ProductLaws
{
    [Fact]
    public void Products_associate_transpose_and_distribute() =>
        Law.Holds([(0, 20), (0, 20), (0, 20), (0, 9), Law.Seed], vector =>
        {
            Tensor a = Law.Integers(vector[4], vector[0], vector[1]), b = Law.Integers(vector[4] + 1, vector[1], vector[2]);
            Tensor c = Law.Integers(vector[4] + 2, vector[2], vector[3]), d = Law.Integers(vector[4] + 3, vector[1], vector[2]);
            Law.AssertEqual(a.MatMul(b).MatMul(c), a.MatMul(b.MatMul(c)));
            Law.AssertEqual(a.MatMul(b).Transpose(), b.Transpose().MatMul(a.Transpose()));
            Law.AssertEqual(a.MatMul(b + d), a.MatMul(b) + a.MatMul(d));
        });

    [Fact]
    public void A_batch_of_products_is_product_by_product() =>
        Law.Holds([(1, 4), (0, 9), (0, 9), (0, 9), Law.Seed], vector =>
        {
            Tensor a = Law.Integers(vector[4], vector[0], vector[1], vector[2]), b = Law.Integers(vector[4] + 1, vector[0], vector[2], vector[3]);
            Tensor[] parts = [.. Enumerable.Range(0, vector[0]).Select(batch => a.Select(0, batch).MatMul(b.Select(0, batch)))];
            Law.AssertEqual(Operators.Stack(0, parts), a.BatchedMatMul(b));
        });

    [Fact]
    public void Aggregating_is_the_dense_product() =>
        Law.Holds([(1, 12), (0, 30), (1, 6), Law.Seed], vector =>
        {
            var random = new Random(vector[3]);
            (int S, int T)[] edges = [.. Enumerable.Range(0, vector[1]).Select(_ => (random.Next(vector[0]), random.Next(vector[0])))];
            Tensor x = Law.Integers(vector[3], vector[0], vector[2]);
            var dense = new float[vector[0] * vector[0]];
            foreach (var (s, t) in edges) dense[(t * vector[0]) + s]++;
            Tensor matrix = Tensor.From(dense, [vector[0], vector[0]]);
            GraphData graph = GraphData.FromEdges(vector[0], edges);
            Law.AssertEqual(matrix, graph.Adjacency.ToDense());
            Law.AssertEqual(matrix.MatMul(x), graph.Adjacency.SparseMatMul(x));
            Law.AssertEqual(matrix.Transpose().MatMul(x), graph.Adjacency.CsrTranspose().SparseMatMul(x));
            Tensor degrees = matrix.Sum([1], keepAxes: true);
            Law.AssertEqual(matrix.MatMul(x) * degrees.Maximum(Tensor.Ones([1])).Reciprocal(), graph.NeighborMean(x));
        });

    [Fact]
    public void The_gradient_of_an_aggregation_is_the_transposed_product() =>
        Law.Holds([(1, 12), (0, 30), (1, 6), Law.Seed], vector =>
        {
            var random = new Random(vector[3]);
            GraphData graph = GraphData.FromEdges(
                vector[0], Enumerable.Range(0, vector[1]).Select(_ => (random.Next(vector[0]), random.Next(vector[0]))));
            Tensor x = Law.Integers(vector[3], vector[0], vector[2]), g = Law.Integers(vector[3] + 1, vector[0], vector[2]);
            x.RequiresGrad = true;
            graph.Adjacency.SparseMatMul(x).Backward(g);
            Law.AssertEqual(graph.Adjacency.ToDense().Transpose().MatMul(g), x.Grad!);
        });

    [Fact]
    public void Softmax_forgets_a_shift_and_sums_to_one() =>
        Law.Holds([(1, 5), (1, 9), (1, 5), (0, 2), (-40, 40), Law.Seed], vector =>
        {
            Tensor x = Law.Integers(vector[5], vector[0], vector[1], vector[2]);
            Tensor y = x.Softmax(vector[3]);
            Law.AssertEqual(y, (x + vector[4]).Softmax(vector[3]));
            float[] sums = y.Sum([vector[3]]).ToArray<float>();
            Assert.All(sums, sum => Assert.Equal(1, sum, 1e-6));
            Assert.Equal(x.ArgMax(vector[3]).ToArray<long>(), y.ArgMax(vector[3]).ToArray<long>());
        });

    [Fact]
    public void Sorting_is_idempotent_and_begins_with_the_smallest() =>
        Law.Holds([(1, 4), (1, 20), (1, 20), Law.Seed], vector =>
        {
            Tensor x = Law.Integers(vector[3], vector[0], vector[1]);
            var (sorted, indices) = x.Sort(1);
            Law.AssertEqual(sorted, sorted.Sort(1).Values);
            Law.AssertEqual(sorted, x.Gather(1, indices));
            Law.AssertEqual(sorted.Narrow(1, 0, 1), x.Min([1], keepAxes: true));
            int count = Math.Min(vector[2], vector[1]);
            Law.AssertEqual(x.Sort(1, descending: true).Values.Narrow(1, 0, count), x.TopK(count, 1).Values);
        });
}
