namespace GpuNN.Tests.Tensors;

public sealed class IndexingTests
{
    private static Tensor Numbers => Tensor.Arange(24).Reshape(2, 3, 4);

    [Fact]
    public void Positions_drop_axes_and_ranges_keep_them()
    {
        Assert.Equal([23L], Numbers[1, 2, 3].Reshape(1).ToArray<long>());
        Assert.Equal([], Numbers[1, 2, 3].Shape.ToArray());
        Assert.Equal([12L, 16L, 20L], Numbers[^1, .., 0].ToArray<long>());
        Assert.Equal([5L, 6L, 9L, 10L], Numbers[0, 1.., 1..3].ToArray<long>());
        Assert.Equal([2, 3, 2], Numbers[.., .., ^2..].Shape.ToArray());
        Assert.Equal([8L, 9L, 10L, 11L], Numbers[0, -1].ToArray<long>());
    }

    [Fact]
    public void A_part_shares_memory_and_can_be_set()
    {
        Tensor x = Tensor.Zeros([3, 4]);
        x[1, 1..3] = Tensor.From([5f, 6f]);
        x[.., 0] = Tensor.Scalar(1);
        Assert.Equal([1, 0, 0, 0, 1, 5, 6, 0, 1, 0, 0, 0], x.ToArray<float>());
    }

    [Fact]
    public void A_part_of_a_tensor_on_the_tape_cannot_be_set()
    {
        Tensor x = Tensor.Zeros([3]);
        x.RequiresGrad = true;
        Assert.Throws<TapeException>(() => x[0] = Tensor.Scalar(1));
        using (NoGrad.Begin()) x[0] = Tensor.Scalar(1);
        Assert.Equal([1, 0, 0], x.ToArray<float>());
    }

    [Fact]
    public void A_saved_tensor_set_in_part_is_noticed()
    {
        Tensor x = Tensor.Ones([3]), y = Tensor.Ones([3]);
        x.RequiresGrad = true;
        Tensor product = (x * y).Sum();
        y[0] = Tensor.Scalar(2);
        Assert.Throws<InPlaceModificationException>(() => product.Backward());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ShapeMismatchException>(() => Numbers[2]);
        Assert.Throws<ShapeMismatchException>(() => Numbers[0, 0, 0, 0]);
        Assert.Throws<ShapeMismatchException>(() => Numbers[..3]);
        Tensor x = Tensor.Zeros([3]);
        Assert.Throws<ShapeMismatchException>(() => x[..2] = Tensor.Ones([3]));
    }

    [Fact]
    public void Channels_last_keeps_the_shape_and_turns_the_memory()
    {
        Tensor x = Tensor.Arange(24, DType.Float32).Reshape(1, 3, 2, 4);
        Tensor last = x.ToChannelsLast();
        Assert.Equal(x.Shape, last.Shape);
        Assert.Equal([24L, 1, 12, 3], last.Strides.Steps.ToArray());
        Assert.Equal(x.ToArray<float>(), last.ToArray<float>());
        Assert.Same(last, last.ToChannelsLast());
        Assert.Throws<ShapeMismatchException>(() => Tensor.Ones([2, 3]).ToChannelsLast());
    }

    [Fact]
    public void Functions_of_elements_keep_channels_last()
    {
        Tensor x = Tensor.Arange(48, DType.Float32).Reshape(2, 3, 2, 4).ToChannelsLast();
        Tensor bias = Tensor.From([1f, 2f, 3f], [3, 1, 1]);
        x.RequiresGrad = true;
        Tensor y = (x + bias).ReLU().Clamp(max: 40.5);
        Assert.Equal(x.Strides, y.Strides);
        Assert.Equal((x.Detach().Contiguous() + bias).Clamp(max: 40.5).ToArray<float>(), y.ToArray<float>());
        (y * y).Sum().Backward();
        Assert.Equal((y.Detach() * 2).MaskedFill(y.Detach() >= 40.5, 0).ToArray<float>()[..40], x.Grad!.ToArray<float>()[..40]);
    }

    [Fact]
    public void AllClose_compares_with_NaN_failing()
    {
        Tensor x = Tensor.From([1f, float.NaN, float.PositiveInfinity]);
        Assert.False(x.AllClose(x));
        Assert.True(x.AllClose(x, equalNaN: true));
        Assert.True(Tensor.From([1f, 100f]).AllClose(Tensor.From([1.000001f, 100.0001f])));
        Assert.False(Tensor.From([1f]).AllClose(Tensor.From([1.1f])));
        Assert.False(Tensor.From([1f]).AllClose(Tensor.From([1f, 1f])));
        Assert.False(Tensor.From([float.PositiveInfinity]).AllClose(Tensor.From([float.NegativeInfinity])));
        Assert.False(Tensor.From([float.PositiveInfinity]).AllClose(Tensor.From([3e38f])));
    }
}
