using GpuNN.Backends.Cpu.Convolution;

namespace GpuNN.Tests.Properties;

/// <summary>The algebra of convolution for any geometry: groups, stride, padding and dilation differ from axis to
/// axis.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class ConvolutionLaws
{
    /// <summary>Groups, channels of a group, filters of a group, kernel, stride, padding, dilation, the image beyond the
    /// kernel, and a seed.</summary>
    private static readonly (int Low, int High)[] Geometry =
    [
        (1, 3), (1, 3), (1, 3), (1, 4), (1, 3), (1, 3), (1, 3), (0, 2), (0, 2), (1, 3), (1, 3), (0, 5), (0, 5), Law.Seed,
    ];

    [Fact]
    public void It_is_linear_in_the_image() => Law.Holds(Geometry, vector =>
    {
        var c = new Case(vector);
        Tensor x = c.Image(1), y = c.Image(2), w = c.Filter(3);
        Law.AssertEqual((x * 3 + y).Conv2D(w, null, c.Options), (x.Conv2D(w, null, c.Options) * 3) + y.Conv2D(w, null, c.Options));
    });

    [Fact]
    public void It_is_linear_in_the_filter() => Law.Holds(Geometry, vector =>
    {
        var c = new Case(vector);
        Tensor x = c.Image(1), w = c.Filter(2), v = c.Filter(3);
        Law.AssertEqual(x.Conv2D((w * 2) - v, null, c.Options), (x.Conv2D(w, null, c.Options) * 2) - x.Conv2D(v, null, c.Options));
    });

    [Fact]
    public void Its_gradients_are_the_adjoints_of_its_two_linear_maps() => Law.Holds(Geometry, vector =>
    {
        var c = new Case(vector);
        Tensor x = c.Image(1), w = c.Filter(2);
        x.RequiresGrad = w.RequiresGrad = true;
        Tensor y = x.Conv2D(w, null, c.Options), g = Law.Integers(4, y.Shape);
        y.Backward(g);
        double product = Law.Product(y.Detach(), g);
        Assert.Equal(product, Law.Product(x.Detach(), x.Grad!));
        Assert.Equal(product, Law.Product(w.Detach(), w.Grad!));
    });

    [Fact]
    public void The_transposed_convolution_is_the_adjoint() => Law.Holds(Geometry, vector =>
    {
        var c = new Case(vector);
        if (c.Reached(c.Image(1)) is not { } x) return;
        Tensor w = c.Filter(2), y = x.Conv2D(w, null, c.Options), g = Law.Integers(4, y.Shape);
        Tensor back = g.ConvTranspose2D(
            w, null, new() { Stride = c.Options.Stride, Padding = c.Padding, Dilation = c.Options.Dilation, Groups = c.Options.Groups });
        Assert.Equal(x.Shape, back.Shape);
        Assert.Equal(Law.Product(y, g), Law.Product(x, back));
    });

    [Fact]
    public void Columns_times_filter_is_the_convolution_and_col2im_the_transpose_of_im2col() => Law.Holds(Geometry, vector =>
    {
        vector[0] = 1;
        var c = new Case(vector);
        Tensor x = c.Image(1), w = c.Filter(2);
        Tensor columns = x.Im2Col(c.Kernel, c.Options.Stride, c.Padding, c.Options.Dilation), direct = x.Conv2D(w, null, c.Options);
        Law.AssertEqual(direct, w.Reshape(w.Shape[0], -1).MatMul(columns).Reshape(direct.Shape));
        Tensor other = Law.Integers(3, columns.Shape);
        Tensor image = other.Col2Im(((int)x.Shape[2], (int)x.Shape[3]), c.Kernel, c.Options.Stride, c.Padding, c.Options.Dilation);
        Assert.Equal(Law.Product(columns, other), Law.Product(x, image));
    });

    [Fact]
    public void Correlation_is_convolution_with_the_turned_filter() => Law.Holds(Geometry, vector =>
    {
        var c = new Case(vector);
        if (c.Reached(c.Image(1)) is not { } x) return;
        Tensor w = c.Filter(2);
        Law.AssertEqual(x.Conv2D(w, null, c.Options), x.TrueConvolution2D(w.Flip(2, 3), null, c.Options));
        Law.AssertEqual(x.Conv2D(w, null, c.Options).Flip(2, 3), x.Flip(2, 3).TrueConvolution2D(w, null, c.Options));
    });

    [Fact]
    public void A_filter_of_one_is_Linear_for_each_pixel() =>
        Law.Holds([(1, 3), (1, 9), (1, 9), (1, 6), (1, 6), Law.Seed], vector =>
        {
            Tensor x = Law.Integers(vector[5], vector[0], vector[1], vector[3], vector[4]);
            Tensor w = Law.Integers(vector[5] + 1, vector[2], vector[1], 1, 1), b = Law.Integers(vector[5] + 2, vector[2]);
            Tensor pixels = x.Permute(0, 2, 3, 1).Linear(w.Reshape(vector[2], vector[1]), b).Permute(0, 3, 1, 2);
            Law.AssertEqual(x.Conv2D(w, b), pixels);
            Law.AssertEqual(x.ToChannelsLast().Conv2D(w, b), pixels);
        });

    /// <summary>F(2×2, 3×3) divides by powers of two only, and so is exact; F(4×4, 3×3) is held to its budget
    /// elsewhere.</summary>
    [Fact]
    public void Winograd_is_the_direct_convolution() =>
        Law.Holds([(1, 2), (1, 9), (1, 9), (1, 12), (1, 12), (0, 2), (0, 2), Law.Seed], vector =>
        {
            Tensor x = Law.Integers(vector[7], vector[0], vector[1], vector[3] + 2, vector[4] + 2);
            Tensor w = Law.Integers(vector[7] + 1, vector[2], vector[1], 3, 3);
            Conv2DOptions options = new() { Padding = (vector[5], vector[6]) };
            Law.AssertEqual(By(ConvolutionVariant.Direct), By(ConvolutionVariant.WinogradF2));

            Tensor By(ConvolutionVariant variant)
            {
                ConvolutionVariant before = ConvolutionStrategy.Forced;
                ConvolutionStrategy.Forced = variant;
                try
                {
                    return x.Conv2D(w, null, options);
                }
                finally
                {
                    ConvolutionStrategy.Forced = before;
                }
            }
        });

    [Fact]
    public void An_average_is_a_convolution_of_each_channel_with_equal_weights() =>
        Law.Holds([(1, 3), (0, 2), (0, 2), (1, 3), (1, 3), (1, 3), (0, 6), (0, 6), Law.Seed], vector =>
        {
            Size2D kernel = (1 << vector[1], 1 << vector[2]), stride = (vector[4], vector[5]);
            Tensor x = Law.Integers(vector[8], vector[0], vector[3], kernel.Height + vector[6], kernel.Width + vector[7]);
            Tensor w = Tensor.Full([vector[3], 1, kernel.Height, kernel.Width], 1.0 / (kernel.Height * kernel.Width));
            Law.AssertEqual(x.Conv2D(w, null, new() { Stride = stride, Groups = vector[3] }), x.AvgPool2D(kernel, new() { Stride = stride }));
        });

    /// <summary>What a vector of integers says.</summary>
    private sealed class Case(int[] v)
    {
        public Size2D Kernel { get; } = (v[3], v[4]);

        public Size2D Padding { get; } = (v[7], v[8]);

        public Conv2DOptions Options { get; } = new()
        {
            Groups = v[0],
            Stride = (v[5], v[6]),
            Padding = (v[7], v[8]),
            Dilation = (v[9], v[10]),
        };

        public Tensor Image(int salt) => Law.Integers(v[13] + salt, 2, v[0] * v[1], Height, Width);

        public Tensor Filter(int salt) => Law.Integers(v[13] + salt, v[0] * v[2], v[1], v[3], v[4]);

        /// <summary>The part of an image that windows and padding cover without a rest; null where that is nothing.</summary>
        public Tensor? Reached(Tensor x)
        {
            long height = Height - Rest(Height, 0), width = Width - Rest(Width, 1);
            return height < 1 || width < 1 ? null : x.Narrow(2, 0, height).Narrow(3, 0, width).Contiguous();
        }

        private int Height => (v[9] * (v[3] - 1)) + 1 + v[11];

        private int Width => (v[10] * (v[4] - 1)) + 1 + v[12];

        private int Rest(int extent, int axis) =>
            (extent + (2 * v[7 + axis]) - (v[9 + axis] * (v[3 + axis] - 1)) - 1) % v[5 + axis];
    }
}
