namespace GpuNN.Tests.OperatorTests;

/// <summary>Laws that hold for any shapes: random ones are drawn, the seed is the case.</summary>
public sealed class BroadcastingProperties
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Broadcasting_is_expanding_both_operands(int seed)
    {
        var random = new Random(seed);
        (Shape first, Shape second, Shape whole) = BroadcastShapes(random);
        Tensor x = Draw(random, first), y = Draw(random, second);
        Tensor expected = x.Expand(whole).Contiguous() - y.Expand(whole).Contiguous();
        Tensor found = x - y;
        Assert.Equal(whole, found.Shape);
        Assert.Equal(expected.ToArray<double>(), found.ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_gradient_of_a_broadcast_operand_is_summed(int seed)
    {
        var random = new Random(seed);
        (Shape first, Shape second, Shape whole) = BroadcastShapes(random);
        Tensor x = Draw(random, first), y = Draw(random, second);
        x.RequiresGrad = true;
        Tensor expanded = x.Detach().Expand(whole).Contiguous();
        expanded.RequiresGrad = true;
        (x * y).Sum().Backward();
        (expanded * y).Sum().Backward();
        double sum = expanded.Grad!.ToArray<double>().Sum();
        Assert.Equal(first, x.Grad!.Shape);
        Assert.Equal(sum, x.Grad.ToArray<double>().Sum(), 10);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_operator_sees_a_view_as_its_copy(int seed)
    {
        var random = new Random(seed);
        Tensor view = RandomView(random, Draw(random, [4, 6, 5]));
        Tensor copy = Tensor.From(view.ToArray<double>(), view.Shape);
        Assert.Equal((copy * 2).ToArray<double>(), (view * 2).ToArray<double>());
        Assert.Equal(copy.Sum([0]).ToArray<double>(), view.Sum([0]).ToArray<double>());
        Assert.Equal(copy.Reshape(-1).ToArray<double>(), view.Reshape(-1).ToArray<double>());
        Assert.Equal(copy.CumulativeSum(-1).ToArray<double>(), view.CumulativeSum(-1).ToArray<double>());
        Assert.Equal(copy.Sort(0).Indices.ToArray<long>(), view.Sort(0).Indices.ToArray<long>());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Split_parts_join_to_the_whole(int seed)
    {
        var random = new Random(seed);
        Tensor x = RandomView(random, Draw(random, [4, 6, 5]));
        int axis = random.Next(-x.Rank, x.Rank);
        Tensor[] parts = x.Split(random.Next(1, 4), axis);
        Assert.Equal(x.ToArray<double>(), Operators.Concat(axis, parts).ToArray<double>());
        Assert.Equal(x.ToArray<double>(), x.Flip(axis).Flip(axis).ToArray<double>());
        Assert.Equal(x.ToArray<double>(), x.Roll(3, axis).Roll(-3, axis).ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Scatter_is_the_transpose_of_gather(int seed)
    {
        var random = new Random(seed);
        int extent = random.Next(1, 6), count = random.Next(1, 12), lines = random.Next(1, 4);
        Tensor x = Draw(random, [extent, lines]), y = Draw(random, [count, lines]);
        Tensor indices = Tensor.From([.. Enumerable.Range(0, count * lines).Select(_ => (long)random.Next(extent))], [count, lines]);
        double gathered = (x.Gather(0, indices) * y).Sum().ToScalar();
        double scattered = (x * Tensor.Zeros(x.Shape, DType.Float64).ScatterAdd(0, indices, y)).Sum().ToScalar();
        Assert.Equal(gathered, scattered, 10);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Columns_times_kernel_is_the_convolution_and_col2im_the_transpose(int seed)
    {
        var random = new Random(seed);
        Size2D kernel = (random.Next(1, 4), random.Next(1, 3)), stride = (random.Next(1, 3), random.Next(1, 4));
        Size2D padding = (random.Next(0, 2), random.Next(0, 3)), dilation = (random.Next(1, 3), random.Next(1, 3));
        Tensor x = Draw(random, [2, 3, 7, 6]), weight = Draw(random, [4, 3, kernel.Height, kernel.Width]);
        Tensor columns = x.Im2Col(kernel, stride, padding, dilation);
        Tensor direct = x.Conv2D(weight, options: new() { Stride = stride, Padding = padding, Dilation = dilation });
        Tensor product = weight.Reshape(4, -1).MatMul(columns).Reshape(direct.Shape);
        Assert.True(direct.AllClose(product, 1e-12, 1e-12));
        Tensor other = Draw(random, columns.Shape);
        double forward = (columns * other).Sum().ToScalar();
        double backward = (x * other.Col2Im((7, 6), kernel, stride, padding, dilation)).Sum().ToScalar();
        Assert.Equal(forward, backward, 9);
    }

    private static Tensor Draw(Random random, in Shape shape)
    {
        var values = new double[shape.Count];
        for (int index = 0; index < values.Length; index++) values[index] = random.NextDouble() - 0.5;
        return Tensor.From(values, shape);
    }

    private static (Shape First, Shape Second, Shape Whole) BroadcastShapes(Random random)
    {
        long[] whole = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (long)random.Next(1, 5))];
        Shape Reduce() => Shape.Create([.. whole.Skip(random.Next(whole.Length + 1)).Select(extent => random.Next(3) == 0 ? 1 : extent)]);
        Shape first = Reduce(), second = Reduce();
        Assert.True(Shape.TryBroadcast(first, second, out Shape both));
        return (first, second, both);
    }

    private static Tensor RandomView(Random random, Tensor x)
    {
        Tensor view = x;
        for (int change = 0; change < 3; change++)
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
