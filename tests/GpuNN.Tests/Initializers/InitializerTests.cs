using GpuNN.Initializers;

namespace GpuNN.Tests.Initializers;

public sealed class InitializerTests
{
    public static TheoryData<string> Names =>
        ["xavier uniform", "xavier normal", "kaiming uniform", "kaiming normal", "kaiming out", "normal", "uniform"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_variance_is_the_formulas(string name)
    {
        Shape shape = [40, 30, 3, 5];
        double fanIn = 30 * 15, fanOut = 40 * 15;
        (Initializer initializer, double variance) = name switch
        {
            "xavier uniform" => (new XavierInitializer(gain: 2), 4 * 2 / (fanIn + fanOut)),
            "xavier normal" => (new XavierInitializer(isUniform: false), 2 / (fanIn + fanOut)),
            "kaiming uniform" => (new KaimingInitializer(slope: 0.5), 2 / (1.25 * fanIn)),
            "kaiming normal" => (new KaimingInitializer(isUniform: false), 2 / fanIn),
            "kaiming out" => (new KaimingInitializer(mode: FanMode.Out), 2 / fanOut),
            "normal" => ((Initializer)new NormalInitializer(0, 0.3), 0.09),
            _ => (new UniformInitializer(-1, 1), 1.0 / 3),
        };
        using IDisposable random = RandomState.Use(new RandomState(5));
        double[] values = initializer.Create(shape, DType.Float64).ToArray<double>();
        double mean = values.Average(), found = values.Average(value => (value - mean) * (value - mean));
        double standardError = Math.Sqrt(2.0 / values.Length);
        Assert.True(Math.Abs((found / variance) - 1) < 5 * standardError, $"variance {found}, expected {variance}");
        Assert.True(Math.Abs(mean) < 5 * Math.Sqrt(variance / values.Length), $"mean {mean}");
    }

    [Theory]
    [InlineData(7, 12)]
    [InlineData(12, 7)]
    [InlineData(9, 9)]
    public void Orthogonal_rows_or_columns_have_the_gains_length(int rows, int columns)
    {
        using IDisposable random = RandomState.Use(new RandomState(5));
        Tensor weight = new OrthogonalInitializer(2).Create([rows, columns], DType.Float64);
        Tensor product = rows <= columns ? weight.MatMul(weight.Transpose()) : weight.Transpose().MatMul(weight);
        Tensor identity = new IdentityInitializer(4).Create(product.Shape, DType.Float64);
        Assert.True(product.AllClose(identity, 0, 1e-12), product.ToString());
    }

    [Fact]
    public void Truncated_numbers_keep_inside_and_have_the_truncated_variance()
    {
        using IDisposable random = RandomState.Use(new RandomState(5));
        double[] values = new TruncatedNormalInitializer(1, 0.5).Create([20000], DType.Float64).ToArray<double>();
        Assert.All(values, value => Assert.InRange(value, 0, 2));
        double mean = values.Average(), variance = values.Average(value => (value - mean) * (value - mean));
        Assert.Equal(1, mean, 0.02);
        Assert.Equal(0.25 * 0.7737, variance, 0.01);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TruncatedNormalInitializer(0, 1, 5, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TruncatedNormalInitializer(0, 0));
    }

    [Fact]
    public void The_identity_of_a_convolution_passes_its_input_on()
    {
        Tensor x = Operators.Normal([2, 3, 5, 4]);
        Tensor weight = new IdentityInitializer().Create([3, 3, 3, 3]);
        Assert.Equal(x.ToArray<float>(), x.Conv2D(weight, options: new() { Padding = 1 }).ToArray<float>());
    }

    [Fact]
    public void Bilinear_weights_of_four_taps()
    {
        double[] line = [0.25, 0.75, 0.75, 0.25];
        double[] expected = [.. line.SelectMany(y => line.Select(x => x * y))];
        double[] weights = new BilinearInitializer().Create([2, 2, 4, 4], DType.Float64).ToArray<double>();
        Assert.Equal(expected, weights[..16]);
        Assert.Equal(new double[16], weights[16..32]);
        Assert.Equal(new double[16], weights[32..48]);
        Assert.Equal(expected, weights[48..]);
    }

    [Fact]
    public void An_initializer_changes_a_parameter_in_place()
    {
        var parameter = new Parameter(Tensor.Zeros([3, 3]));
        new IdentityInitializer().Apply(parameter);
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], parameter.ToArray<float>());
    }

    [Fact]
    public void Shapes_without_fans_are_refused()
    {
        Assert.Throws<ShapeMismatchException>(() => new XavierInitializer().Create([3]));
        Assert.Throws<ShapeMismatchException>(() => new KaimingInitializer().Create([3]));
        Assert.Throws<ShapeMismatchException>(() => new OrthogonalInitializer().Create([3]));
        Assert.Throws<ShapeMismatchException>(() => new IdentityInitializer().Create([3]));
        Assert.Throws<ShapeMismatchException>(() => new BilinearInitializer().Create([1, 1, 3, 4]));
    }
}
