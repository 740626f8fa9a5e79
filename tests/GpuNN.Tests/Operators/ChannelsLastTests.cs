namespace GpuNN.Tests.OperatorTests;

/// <summary>Convolution, pooling and batch normalisation of a channels-last image give the numbers, the gradients and the
/// running statistics of a row-major one, channels last.</summary>
public sealed class ChannelsLastTests
{
    private static readonly Tensor Weight = Integers(3, 6, 4, 3, 2), Pointwise = Integers(4, 5, 4, 1, 1), Bias = Integers(5, 6);

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Operations = new()
    {
        ["convolution"] = x => x.Conv2D(Weight, Bias, new() { Stride = (2, 1), Padding = (1, 2), Dilation = (1, 2) }),
        ["grouped convolution"] = x => x.Conv2D(Weight.Narrow(1, 0, 2), null, new() { Groups = 2 }),
        ["pointwise convolution"] = x => x.Conv2D(Pointwise, Bias.Narrow(0, 0, 5)),
        ["pointwise convolution with padding"] = x => x.Conv2D(Pointwise, null, new() { Padding = 1 }),
        ["pointwise convolution with a stride"] = x => x.Conv2D(Pointwise, null, new() { Stride = 2 }),
        ["transposed convolution"] = x => x.ConvTranspose2D(Weight.Reshape(4, 6, 3, 2), null, new() { Stride = 2 }),
        ["maximum"] = x => x.MaxPool2D((3, 2), new() { Stride = (2, 1), Padding = (1, 0), CeilMode = true }),
        ["where the maximum lay"] = x => x.MaxPool2DWithIndices((3, 2)).Indices,
        ["average"] = x => x.AvgPool2D((2, 4), new() { Stride = (2, 1) }),
        ["adaptive average"] = x => x.AdaptiveAvgPool2D((2, 3)),
        ["adaptive maximum"] = x => x.AdaptiveMaxPool2D((2, 3)),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_result_is_that_of_a_row_major_image_and_lies_as_the_image_does(string name)
    {
        Tensor x = Integers(1, 2, 4, 7, 6), last = x.ToChannelsLast();
        x.RequiresGrad = last.RequiresGrad = true;
        Tensor expected = Operations[name](x), found = Operations[name](last);
        Assert.Equal(Strides.ChannelsLast(found.Shape), found.Strides);
        Assert.Equal(expected.Cast(DType.Float64).ToArray<double>(), found.Cast(DType.Float64).ToArray<double>());
        using (NoGrad.Begin()) Assert.Equal(Strides.ChannelsLast(found.Shape), Operations[name](last).Strides);
        if (!expected.RequiresGrad) return;
        Tensor g = Integers(2, [.. expected.Shape.ToArray()]);
        expected.Backward(g);
        found.Backward(g.ToChannelsLast());
        Assert.Equal(x.Grad!.ToArray<float>(), last.Grad!.ToArray<float>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batch_normalisation_agrees_with_its_statistics_and_gradients(bool training)
    {
        Tensor x = Integers(1, 3, 4, 5, 2).Cast(DType.Float64), last = x.ToChannelsLast();
        Tensor weight = Integers(2, 4).Cast(DType.Float64), bias = Integers(3, 4).Cast(DType.Float64);
        var (expected, expectedState) = Run(x);
        var (found, foundState) = Run(last);
        Assert.Equal(Strides.ChannelsLast(found.Shape), found.Strides);
        Assert.True(expected.AllClose(found, 1e-13, 1e-13));
        for (int state = 0; state < expectedState.Length; state++) Assert.True(expectedState[state].AllClose(foundState[state], 1e-13, 1e-13));

        (Tensor Result, Tensor[] State) Run(Tensor image)
        {
            Tensor mean = Tensor.Full([4], 0.5, DType.Float64), variance = Tensor.Full([4], 2, DType.Float64);
            Tensor[] leaves = [image.Detach(), weight.Clone(), bias.Clone()];
            foreach (Tensor leaf in leaves) leaf.RequiresGrad = true;
            Tensor result = leaves[0].BatchNorm(mean, variance, leaves[1], leaves[2], training);
            result.Backward(Integers(5, 3, 4, 5, 2).Cast(DType.Float64));
            return (result, [mean, variance, .. leaves.Select(leaf => leaf.Grad!)]);
        }
    }

    [Fact]
    public void A_network_keeps_the_order_from_end_to_end()
    {
        Tensor x = Integers(1, 2, 4, 8, 6).ToChannelsLast();
        Tensor y = x.Conv2D(Weight, null, new() { Padding = (1, 1) }).BatchNorm(null, null, training: true).ReLU().MaxPool2D(2);
        Assert.Equal(Strides.ChannelsLast(y.Shape), y.Strides);
        Assert.False(y.IsContiguous);
    }

    private static Tensor Integers(int seed, params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        var random = new Random(seed);
        var elements = new float[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = random.Next(-4, 5);
        return Tensor.From(elements, shape);
    }
}
