namespace GpuNN.Tests.OperatorLaws;

/// <summary>What holds for every convolution, with whole numbers so that both sides are equal to the last bit.</summary>
public sealed class ConvolutionLawTests
{
    private static readonly Conv2DOptions Uneven = new() { Stride = (2, 1), Padding = (1, 2), Dilation = (1, 2) };
    private readonly Random _random = new(17);

    [Fact]
    public void It_is_linear_in_the_image_and_in_the_filter()
    {
        Tensor x = Integers(2, 4, 7, 6), y = Integers(2, 4, 7, 6), w = Integers(6, 4, 3, 2), v = Integers(6, 4, 3, 2);
        AssertEqual((x * 3 + y).Conv2D(w, null, Uneven), (x.Conv2D(w, null, Uneven) * 3) + y.Conv2D(w, null, Uneven));
        AssertEqual(x.Conv2D((w * 2) + v, null, Uneven), (x.Conv2D(w, null, Uneven) * 2) + x.Conv2D(v, null, Uneven));
    }

    [Fact]
    public void Correlation_is_convolution_with_the_turned_filter()
    {
        Tensor x = Integers(1, 2, 5, 6), w = Integers(3, 2, 2, 3);
        AssertEqual(x.Conv2D(w), x.TrueConvolution2D(w.Flip(2, 3)));
        Tensor y = Tensor.Zeros([1, 1, 4, 4]), image = Integers(1, 1, 5, 6), filter = Integers(1, 1, 2, 3);
        float[] pixels = image.ToArray<float>(), taps = filter.ToArray<float>();
        var expected = new float[16];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                for (int r = 0; r < 2; r++)
                {
                    for (int q = 0; q < 3; q++) expected[(i * 4) + j] += pixels[((i + 1 - r) * 6) + j + 2 - q] * taps[(r * 3) + q];
                }
            }
        }

        Assert.Equal(expected, image.TrueConvolution2D(filter).ToArray<float>());
        Assert.Equal(y.Count, expected.Length);
    }

    [Fact]
    public void It_is_the_product_of_the_columns_with_the_filter()
    {
        Tensor x = Integers(2, 3, 7, 6), w = Integers(5, 3, 3, 2);
        Tensor columns = x.Im2Col((3, 2), (2, 1), (1, 2), (1, 2));
        Tensor direct = x.Conv2D(w, null, Uneven);
        AssertEqual(direct, w.Reshape(5, 18).MatMul(columns).Reshape(direct.Shape));
    }

    [Fact]
    public void Columns_to_image_is_the_transpose_of_image_to_columns()
    {
        Tensor x = Integers(2, 3, 7, 6);
        Tensor columns = x.Im2Col((3, 2), (2, 1), (1, 2), (1, 2));
        Tensor c = Integers([.. columns.Shape.ToArray()]);
        Tensor back = c.Col2Im((7, 6), (3, 2), (2, 1), (1, 2), (1, 2));
        Assert.Equal((columns * c).Sum().ToScalar(), (x * back).Sum().ToScalar());
    }

    [Fact]
    public void The_transposed_convolution_is_the_transpose()
    {
        Tensor x = Integers(2, 4, 7, 6), w = Integers(6, 2, 3, 2);
        var options = new Conv2DOptions { Stride = (2, 3), Padding = (1, 0), Dilation = (1, 2), Groups = 2 };
        Tensor y = x.Conv2D(w, null, options), g = Integers([.. y.Shape.ToArray()]);
        Tensor back = g.ConvTranspose2D(w, null, new()
        {
            Stride = options.Stride,
            Padding = options.Padding,
            Dilation = options.Dilation,
            Groups = 2,
            OutputPadding = (0, 0),
        });
        Tensor padded = back.Pad([(0, 0), (0, 0), (0, 7 - back.Shape[2]), (0, 6 - back.Shape[3])]);
        Assert.Equal((y * g).Sum().ToScalar(), (x * padded).Sum().ToScalar());
    }

    [Fact]
    public void A_filter_of_one_is_Linear_for_each_pixel()
    {
        Tensor x = Integers(2, 7, 3, 4), w = Integers(5, 7, 1, 1), b = Integers(5);
        Tensor pixels = x.Permute(0, 2, 3, 1).Linear(w.Reshape(5, 7), b);
        AssertEqual(x.Conv2D(w, b), pixels.Permute(0, 3, 1, 2));
    }

    [Fact]
    public void Groups_are_convolutions_side_by_side()
    {
        Tensor x = Integers(2, 6, 5, 4), w = Integers(9, 2, 2, 3);
        Tensor[] parts = [.. Enumerable.Range(0, 3).Select(g => x.Narrow(1, 2 * g, 2).Conv2D(w.Narrow(0, 3 * g, 3)))];
        AssertEqual(x.Conv2D(w, null, new() { Groups = 3 }), Operators.Concat(1, parts));
    }

    [Fact]
    public void A_spatially_separable_filter_is_the_outer_product()
    {
        Tensor x = Integers(2, 1, 6, 7), column = Integers(1, 1, 3, 1), row = Integers(1, 1, 1, 2);
        AssertEqual(x.SpatiallySeparableConv2D(column, row), x.Conv2D(column.MatMul(row)));
    }

    [Fact]
    public void Dilation_is_a_filter_with_zeros_between()
    {
        Tensor x = Integers(1, 2, 8, 9), w = Integers(3, 2, 2, 3);
        Tensor spread = Tensor.Zeros([3, 2, 4, 5]);
        float[] taps = w.ToArray<float>();
        Span<float> elements = spread.AsSpan<float>();
        for (int tap = 0; tap < taps.Length; tap++)
            elements[(tap / 6 * 20) + (tap % 6 / 3 * 15) + (tap % 3 * 2)] = taps[tap];
        AssertEqual(x.DilatedConv2D(w, null, (3, 2)), x.Conv2D(spread));
    }

    private static void AssertEqual(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
    }

    private Tensor Integers(params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        var elements = new float[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = _random.Next(-4, 5);
        return Tensor.From(elements, shape);
    }
}
