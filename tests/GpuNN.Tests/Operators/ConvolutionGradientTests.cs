namespace GpuNN.Tests.OperatorLaws;

/// <summary>The gradients of a convolution as the notes' section 8.1.3 has them, for one channel, stride 1 and no padding, and
/// then for several channels: as products of matrices and as the full convolution with the turned filter.</summary>
public sealed class ConvolutionGradientTests
{
    private readonly Random _random = new(23);

    /// <summary>∇K = XCᵀ·∇YC and ∇XC = ∇YC·KCᵀ, (8.7), and ∇X collects ∇XC: with the columns as rows of XC.</summary>
    [Fact]
    public void Gradients_are_products_with_the_columns()
    {
        var (x, k, g) = Differentiate(3, 4);
        Tensor columns = x.Detach().Im2Col((2, 3)).Select(0, 0);
        Tensor rows = g.Reshape(4, g.Count / 4);
        Assert.Equal(rows.MatMul(columns.Transpose()).ToArray<float>(), k.Grad!.ToArray<float>());
        Tensor columnGradients = k.Detach().Reshape(4, 18).Transpose().MatMul(rows);
        Tensor image = columnGradients.Unsqueeze(0).Col2Im((5, 6), (2, 3));
        Assert.Equal(image.ToArray<float>(), x.Grad!.ToArray<float>());
    }

    /// <summary>(8.10): ∇X is the correlation of ∇Y, padded by the filter's extents less 1, with K turned by 180°.</summary>
    [Fact]
    public void Gradient_by_the_image_is_the_full_convolution()
    {
        var (x, k, g) = Differentiate(1, 1);
        Tensor full = g.Conv2D(k.Detach().Flip(2, 3), null, new() { Padding = (1, 2) });
        Assert.Equal(full.ToArray<float>(), x.Grad!.ToArray<float>());
    }

    /// <summary>(8.9) element by element for a 3×3 image and a 2×2 filter, written rightly: every version of the notes slips
    /// here, in ∇x₁₁, ∇x₃₁ or ∇x₃₃.</summary>
    [Fact]
    public void Every_element_of_the_image_gradient()
    {
        Tensor x = Integers(1, 1, 3, 3), k = Integers(1, 1, 2, 2), g = Integers(1, 1, 2, 2);
        x.RequiresGrad = true;
        x.Conv2D(k).Backward(g);
        float[] w = k.ToArray<float>(), d = g.ToArray<float>();
        float k11 = w[0], k12 = w[1], k21 = w[2], k22 = w[3], d11 = d[0], d12 = d[1], d21 = d[2], d22 = d[3];
        float[] expected =
        [
            k11 * d11, (k12 * d11) + (k11 * d12), k12 * d12,
            (k21 * d11) + (k11 * d21), (k22 * d11) + (k21 * d12) + (k12 * d21) + (k11 * d22), (k22 * d12) + (k12 * d22),
            k21 * d21, (k22 * d21) + (k21 * d22), k22 * d22,
        ];
        Assert.Equal(expected, x.Grad!.ToArray<float>());
    }

    private (Tensor X, Tensor K, Tensor G) Differentiate(int channels, int filters)
    {
        Tensor x = Integers(1, channels, 5, 6), k = Integers(filters, channels, 2, 3);
        x.RequiresGrad = k.RequiresGrad = true;
        Tensor y = x.Conv2D(k), g = Integers([.. y.Shape.ToArray()]);
        y.Backward(g);
        return (x, k, g);
    }

    private Tensor Integers(params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        var elements = new float[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = _random.Next(-4, 5);
        return Tensor.From(elements, shape);
    }
}
