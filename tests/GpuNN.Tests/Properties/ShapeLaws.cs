namespace GpuNN.Tests.Properties;

/// <summary>Shapes, views and broadcasting.</summary>
public sealed class ShapeLaws
{
    /// <summary>Five extents, a rank, and two seeds: of the choices and of the numbers.</summary>
    private static readonly (int Low, int High)[] Any = [(0, 4), (0, 4), (0, 4), (0, 4), (0, 4), (0, 5), Law.Seed, Law.Seed];

    [Fact]
    public void Broadcasting_is_expanding_both_operands() => Law.Holds(Any, vector =>
    {
        var (first, second, whole) = BroadcastShapes(vector);
        Tensor x = Law.Integers(vector[7], first), y = Law.Integers(vector[7] + 1, second);
        Law.AssertEqual(x.Expand(whole).Contiguous() - y.Expand(whole).Contiguous(), x - y);
        Assert.True(Shape.TryBroadcast(second, first, out Shape reversed));
        Assert.Equal(whole, reversed);
    });

    [Fact]
    public void The_gradient_of_a_broadcast_operand_is_summed() => Law.Holds(Any, vector =>
    {
        var (first, second, whole) = BroadcastShapes(vector);
        Tensor x = Law.Integers(vector[7], first), y = Law.Integers(vector[7] + 1, second), g = Law.Integers(vector[7] + 2, whole);
        Tensor expanded = x.Expand(whole).Clone();
        x.RequiresGrad = expanded.RequiresGrad = true;
        (x * y).Backward(g);
        (expanded * y).Backward(g);
        Law.AssertEqual(expanded.Grad!.SumTo(first), x.Grad!);
    });

    [Fact]
    public void An_operator_sees_a_view_as_its_copy() => Law.Holds(Any, vector =>
    {
        Tensor view = View(vector), copy = Tensor.From(view.ToArray<float>(), view.Shape);
        Assert.True(copy.IsContiguous);
        Law.AssertEqual(copy * 2, view * 2);
        Law.AssertEqual(copy.Reshape(-1), view.Reshape(-1));
        Law.AssertEqual(copy.Clone(), view.Clone());
        Law.AssertEqual(copy.Sum(), view.Sum());
        if (view.Rank == 0) return;
        Law.AssertEqual(copy.Sum([0]), view.Sum([0]));
        Law.AssertEqual(copy.CumulativeSum(-1), view.CumulativeSum(-1));
        Assert.Equal(copy.Sort(0).Indices.ToArray<long>(), view.Sort(0).Indices.ToArray<long>());
        Law.AssertEqual(copy.MaskedFill(copy.Greater(Tensor.Zeros([1])), 9), view.MaskedFill(view.Greater(Tensor.Zeros([1])), 9));
    });

    [Fact]
    public void A_change_through_a_view_is_seen_in_the_whole() => Law.Holds(Any, vector =>
    {
        if (vector[5] == 0) return;
        Tensor whole = Law.Integers(vector[7], Extents(vector));
        int axis = new Random(vector[6]).Next(whole.Rank);
        if (whole.Shape[axis] == 0) return;
        float[] before = whole.ToArray<float>();
        Tensor part = whole.Narrow(axis, whole.Shape[axis] - 1, 1);
        double added = part.Count;
        part.AddInPlace(Tensor.Ones([1]));
        Assert.Equal(before.Sum() + added, whole.ToArray<float>().Sum());
    });

    [Fact]
    public void Permuting_there_and_back_is_nothing() => Law.Holds(Any, vector =>
    {
        Tensor x = View(vector);
        int[] order = [.. Enumerable.Range(0, x.Rank)], inverse = new int[x.Rank];
        new Random(vector[6]).Shuffle(order);
        for (int axis = 0; axis < order.Length; axis++) inverse[order[axis]] = axis;
        Tensor permuted = x.Permute(order);
        for (int axis = 0; axis < order.Length; axis++) Assert.Equal(x.Shape[order[axis]], permuted.Shape[axis]);
        Law.AssertEqual(x, permuted.Permute(inverse));
        Law.AssertEqual(x, permuted.Contiguous().Permute(inverse));
    });

    [Fact]
    public void Split_parts_join_to_the_whole() => Law.Holds(Any, vector =>
    {
        Tensor x = View(vector);
        if (x.Rank == 0) return;
        var random = new Random(vector[6]);
        int axis = random.Next(-x.Rank, x.Rank);
        if (x.Shape[axis] > 0) Law.AssertEqual(x, Operators.Concat(axis, x.Split(random.Next(1, 4), axis)));
        Law.AssertEqual(x, x.Flip(axis).Flip(axis));
        Law.AssertEqual(x, x.Roll(3, axis).Roll(-3, axis));
        if (x.Rank == Shape.MaximumRank) return;
        Law.AssertEqual(x, Operators.Stack(axis < 0 ? axis - 1 : axis, x, x).Select(axis < 0 ? axis - 1 : axis, 1));
    });

    [Fact]
    public void Sums_over_axes_are_sums_one_after_the_other() => Law.Holds(Any, vector =>
    {
        Tensor x = View(vector);
        var random = new Random(vector[6]);
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(_ => random.Next(2) == 0)];
        Tensor expected = x;
        foreach (int axis in axes) expected = expected.Sum([axis], keepAxes: true);
        if (axes.Length > 0) Law.AssertEqual(expected, x.Sum(axes, keepAxes: true));
        Assert.Equal(x.ToArray<float>().Sum(), x.Sum().ToScalar());
    });

    [Fact]
    public void Scatter_is_the_transpose_of_gather() =>
        Law.Holds([(1, 6), (1, 4), (0, 12), Law.Seed, Law.Seed], vector =>
        {
            Tensor x = Law.Integers(vector[3], vector[0], vector[1]), y = Law.Integers(vector[3] + 1, vector[2], vector[1]);
            var random = new Random(vector[4]);
            Tensor indices = Tensor.From([.. Enumerable.Range(0, vector[2] * vector[1]).Select(_ => (long)random.Next(vector[0]))], [vector[2], vector[1]]);
            Assert.Equal(Law.Product(x.Gather(0, indices), y), Law.Product(x, Tensor.Zeros(x.Shape).ScatterAdd(0, indices, y)));
            Tensor rows = Tensor.From([.. Enumerable.Range(0, vector[2]).Select(_ => (long)random.Next(vector[0]))]);
            Law.AssertEqual(x.Gather(0, rows.Unsqueeze(1).Expand([vector[2], vector[1]])), x.IndexSelect(0, rows));
            Law.AssertEqual(x.Embedding(rows), x.IndexSelect(0, rows));
        });

    private static Shape Extents(int[] vector) => Shape.Create([.. vector.Take(vector[5]).Select(extent => (long)extent)]);

    private static (Shape First, Shape Second, Shape Whole) BroadcastShapes(int[] vector)
    {
        var random = new Random(vector[6]);
        Shape whole = Extents(vector);
        Shape first = Part(), second = Part();
        Assert.True(Shape.TryBroadcast(first, second, out Shape both));
        return (first, second, both);

        Shape Part() => Shape.Create([.. whole.ToArray().Skip(random.Next(whole.Rank + 1)).Select(extent => random.Next(3) == 0 ? 1 : extent)]);
    }

    /// <summary>A tensor seen through three random views.</summary>
    private static Tensor View(int[] vector)
    {
        var random = new Random(vector[6]);
        Tensor view = Law.Integers(vector[7], Extents(vector));
        for (int change = 0; change < 3 && view.Rank > 0; change++)
        {
            int axis = random.Next(view.Rank);
            view = random.Next(4) switch
            {
                0 => view.Transpose(axis, random.Next(view.Rank)),
                1 => view.Slice(axis, random.Next(2), step: random.Next(1, 3)),
                2 => view.Shape[axis] > 1 ? view.Narrow(axis, 1, view.Shape[axis] - 1) : view.Unsqueeze(axis),
                _ => view.Unsqueeze(axis).Expand(view.Shape.Insert(axis, 2)).Select(axis, 1),
            };
        }

        return view;
    }
}
