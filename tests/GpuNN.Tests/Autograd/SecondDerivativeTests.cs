using GpuNN.Layers;

namespace GpuNN.Tests.Autograd;

/// <summary>Jacobians and Hessians against closed forms.</summary>
public sealed class SecondDerivativeTests
{
    private readonly Random _random = new(23);

    [Fact]
    public void The_Jacobian_of_softmax_is_diag_y_minus_y_yT()
    {
        Tensor x = Draw(5);
        x.RequiresGrad = true;
        Tensor y = x.Softmax(0);
        double[] p = y.ToArray<double>();
        double[] expected = [.. from i in Enumerable.Range(0, 5) from j in Enumerable.Range(0, 5) select (i == j ? p[i] : 0) - (p[i] * p[j])];
        AssertClose(expected, Jacobian.Of(y, x).ToArray<double>());
        Tensor v = Draw(5);
        AssertClose(Product(expected, v.ToArray<double>()), Jacobian.VectorProduct(y, x, v).ToArray<double>());
    }

    [Fact]
    public void The_Hessian_of_logistic_regression_is_XT_S_X()
    {
        const int Samples = 7, Features = 4;
        Tensor x = Draw(Samples, Features), theta = Draw(Features), target = Tensor.From([1.0, 0, 1, 1, 0, 1, 0]);
        theta.RequiresGrad = true;
        Tensor Loss() => x.MatMul(theta.Reshape(Features, 1)).Reshape(Samples).BinaryCrossEntropyWithLogits(target, reduction: Reduction.Sum);
        double[] rows = x.ToArray<double>(), weights = theta.ToArray<double>();
        double[] expected = new double[Features * Features];
        for (int n = 0; n < Samples; n++)
        {
            double z = 0;
            for (int i = 0; i < Features; i++) z += rows[(n * Features) + i] * weights[i];
            double slope = 1 / (1 + Math.Exp(-z)) / (1 + Math.Exp(z));
            for (int i = 0; i < Features; i++)
            {
                for (int j = 0; j < Features; j++) expected[(i * Features) + j] += slope * rows[(n * Features) + i] * rows[(n * Features) + j];
            }
        }

        AssertClose(expected, Hessian.Of(Loss(), theta).ToArray<double>());
        Tensor v = Draw(Features);
        AssertClose(Product(expected, v.ToArray<double>()), Hessian.VectorProduct(Loss(), [theta], [v])[0].ToArray<double>());
    }

    [Fact]
    public void Products_over_all_parameters_of_a_network_are_differences_of_its_gradient()
    {
        var model = new Sequential(new Linear(3, 4), new Tanh(), new Linear(4, 2));
        model.To(DType.Float64);
        Parameter[] parameters = [.. model.Parameters];
        Tensor x = Draw(5, 3), target = Tensor.From([0L, 1, 1, 0, 1]);
        Tensor[] v = [.. parameters.Select(parameter => Draw([.. parameter.Shape.ToArray()]))];
        double[] product = [.. Hessian.VectorProduct(Loss(), parameters, v).SelectMany(part => part.ToArray<double>())];
        double[] starts = Gradient(0), numeric = new double[product.Length];
        double[][] at = [Gradient(-2), Gradient(-1), Gradient(1), Gradient(2)];
        for (int index = 0; index < numeric.Length; index++)
            numeric[index] = (at[0][index] - (8 * at[1][index]) + (8 * at[2][index]) - at[3][index]) / (12 * 1e-4);
        AssertClose(numeric, product, 1e-8);
        Assert.Equal(starts, Gradient(0));

        Tensor Loss() => model.Forward(x).CrossEntropy(target);

        double[] Gradient(int steps)
        {
            Move(steps);
            double[] gradient = [.. Loss().GradientsOf(parameters).SelectMany(part => part!.ToArray<double>())];
            Move(-steps);
            return gradient;
        }

        void Move(int steps)
        {
            using IDisposable restoration = NoGrad.Begin();
            for (int index = 0; index < parameters.Length; index++) parameters[index].AddInPlace(v[index] * (1e-4 * steps));
        }
    }

    [Fact]
    public void What_a_loss_does_not_bend_with_is_zero()
    {
        Tensor x = Draw(3), other = Draw(2);
        x.RequiresGrad = other.RequiresGrad = true;
        Tensor loss = (x * 2).Sum() + other.Square().Sum();
        Tensor[] products = Hessian.VectorProduct(loss, [x, other], [Tensor.Ones([3], DType.Float64), Tensor.Ones([2], DType.Float64)]);
        Assert.Equal([0, 0, 0], products[0].ToArray<double>());
        Assert.Equal([2, 2], products[1].ToArray<double>());
        Assert.Equal(new double[9], Hessian.Of((x * 2).Sum(), x).ToArray<double>());
    }

    [Fact]
    public void Vectors_that_do_not_fit_are_refused()
    {
        Tensor x = Draw(3);
        x.RequiresGrad = true;
        Assert.Throws<ShapeMismatchException>(() => Hessian.VectorProduct(x.Square().Sum(), [x], []));
        Assert.Throws<ShapeMismatchException>(() => Hessian.VectorProduct(x.Square().Sum(), [x], [Draw(2)]));
        Assert.Throws<ShapeMismatchException>(() => Jacobian.VectorProduct(x.Square(), x, Draw(2)));
    }

    private static double[] Product(double[] matrix, double[] vector) =>
        [.. Enumerable.Range(0, matrix.Length / vector.Length).Select(i => Enumerable.Range(0, vector.Length).Sum(j => matrix[(i * vector.Length) + j] * vector[j]))];

    private static void AssertClose(double[] expected, double[] actual, double tolerance = 1e-13)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
            Assert.True(Math.Abs(expected[index] - actual[index]) <= tolerance, $"element {index}: {actual[index]:G17}, expected {expected[index]:G17}");
    }

    private Tensor Draw(params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        var elements = new double[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = (_random.NextDouble() * 2) - 1;
        return Tensor.From(elements, shape);
    }
}
