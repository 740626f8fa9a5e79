namespace GpuNN.Tests.OperatorTests;

/// <summary>Closed forms of the notes.</summary>
public sealed class LossTests
{
    private static readonly double[] Logits = [0.5, -1, 2, 0.25, 1.5, -0.75];

    [Fact]
    public void The_gradient_of_softmax_with_cross_entropy_is_probabilities_minus_targets()
    {
        Tensor x = Tensor.From(Logits, [2, 3]);
        x.RequiresGrad = true;
        x.CrossEntropy(Tensor.From([2L, 0L]), reduction: Reduction.Sum).Backward();
        for (int row = 0; row < 2; row++)
        {
            double sum = Enumerable.Range(0, 3).Sum(column => Math.Exp(Logits[(3 * row) + column]));
            for (int column = 0; column < 3; column++)
            {
                double hot = column == (row == 0 ? 2 : 0) ? 1 : 0;
                Assert.Equal((Math.Exp(Logits[(3 * row) + column]) / sum) - hot, x.Grad!.ToArray<double>()[(3 * row) + column], 12);
            }
        }
    }

    [Fact]
    public void The_Hessian_of_softmax_with_cross_entropy_is_diag_p_minus_p_p()
    {
        Tensor x = Tensor.From(Logits[..3], [1, 3]);
        x.RequiresGrad = true;
        double[] p = x.Detach().Softmax(1).ToArray<double>();
        Tensor gradient = x.CrossEntropy(Tensor.From([1L])).GradientsOf([x], differentiable: true)[0]!;
        for (int row = 0; row < 3; row++)
        {
            double[] found = gradient[0, row].GradientsOf([x], retainTape: true)[0]!.ToArray<double>();
            for (int column = 0; column < 3; column++)
                Assert.Equal((row == column ? p[row] : 0) - (p[row] * p[column]), found[column], 12);
        }
    }

    [Fact]
    public void The_gradient_of_logistic_regression_is_the_sigmoid_minus_the_target()
    {
        Tensor x = Tensor.From(Logits), target = Tensor.From([1.0, 0, 0, 1, 1, 0]);
        x.RequiresGrad = true;
        x.BinaryCrossEntropyWithLogits(target, reduction: Reduction.Sum).Backward();
        Assert.True(x.Grad!.AllClose(x.Detach().Sigmoid() - target, 0, 1e-14));
    }

    [Fact]
    public void Cross_entropy_of_classes_is_that_of_their_one_hot_probabilities()
    {
        Tensor x = Tensor.From(Logits, [2, 3]), targets = Tensor.From([2L, 0L]);
        Tensor weights = Tensor.From([0.5, 2, 1]);
        Tensor oneHot = targets.OneHot(3, DType.Float64);
        Assert.True(x.CrossEntropy(targets, weights, null, 0.1, Reduction.None)
            .AllClose(x.CrossEntropyProbabilities(oneHot, weights, 0.1, Reduction.None), 1e-12, 0));
        Assert.True(x.CrossEntropy(targets, weights).AllClose(x.LogSoftmax(1).NegativeLogLikelihood(targets, weights), 1e-12, 0));
    }

    [Fact]
    public void A_mean_is_over_the_samples_that_count()
    {
        Tensor x = Tensor.From(Logits, [2, 3]);
        double one = x[..1].CrossEntropy(Tensor.From([2L])).ToScalar();
        Assert.Equal(one, x.CrossEntropy(Tensor.From([2L, -100L]), ignoredIndex: -100).ToScalar(), 12);
        Assert.True(double.IsNaN(x.CrossEntropy(Tensor.From([-100L, -100L]), ignoredIndex: -100).ToScalar()));
    }

    [Fact]
    public void The_squared_error_of_the_notes_has_the_residual_as_gradient()
    {
        Tensor x = Tensor.From(Logits), target = Tensor.Zeros([6], DType.Float64);
        x.RequiresGrad = true;
        x.HalfSquaredError(target, Reduction.Sum).Backward();
        Assert.Equal(Logits, x.Grad!.ToArray<double>());
    }
}
