namespace GpuNN.Tests.Autograd;

public sealed class DifferentiableFunctionTests
{
    [Fact]
    public void Its_gradient_is_the_written_one_and_right()
    {
        Tensor x = Leaf(2, -3, 0.5), y = Leaf(0.25, 1, -2);
        GradCheckResult result = GradCheck.Check(() => new SinTimes().ApplyToOne(x, y), [x, y], new() { ChecksSecondDerivative = true });
        Assert.True(result.Passed, result.Failure);
        Assert.Equal(12, result.Elements);
    }

    [Fact]
    public void A_wrong_gradient_is_found()
    {
        Tensor x = Leaf(2, -3);
        GradCheckResult result = GradCheck.Check(() => new ForgetsTheFactor().ApplyToOne(x), [x]);
        Assert.False(result.Passed);
        Assert.Contains("leaf 0, element 0", result.Failure, StringComparison.Ordinal);
        Assert.True(result.LargestError > 0.4);
    }

    [Fact]
    public void What_cannot_be_differentiated_again_throws_instead_of_losing_terms()
    {
        Tensor x = Leaf(2, -3);
        Tensor first = new ForgetsTheFactor().ApplyToOne(x).Sum().GradientsOf([x], differentiable: true)[0]!;
        Assert.Equal([2, -3], first.ToArray<double>());
        Assert.Throws<TapeException>(() => first.Sum().GradientsOf([x]));
    }

    [Fact]
    public void Several_outputs_some_unused_and_an_input_handed_through()
    {
        Tensor x = Leaf(3), y = Leaf(5);
        Tensor[] outputs = new Swap().Apply(x, y);
        Assert.Equal(5, outputs[0].ToScalar());
        (outputs[0] * 7).Sum().Backward();
        Assert.Null(x.Grad);
        Assert.Equal(7, y.Grad!.ToScalar());
        Assert.True(x.IsLeaf && y.IsLeaf);
    }

    [Fact]
    public void Gradients_that_do_not_fit_are_refused()
    {
        Tensor x = Leaf(3, 4);
        var number = Assert.Throws<ShapeMismatchException>(() => new Returns(_ => []).ApplyToOne(x).Sum().Backward());
        Assert.Contains("0 gradients", number.Message, StringComparison.Ordinal);
        var shape = Assert.Throws<ShapeMismatchException>(() => new Returns(g => [g.Sum()]).ApplyToOne(x).Sum().Backward());
        Assert.Equal("gradient 0", shape.Argument);
    }

    [Fact]
    public void A_saved_tensor_changed_in_place_is_refused()
    {
        Tensor x = Leaf(2, 3), y = Leaf(1, 1);
        Tensor factor = y.Detach().Clone();
        Tensor product = new SinTimes().ApplyToOne(x, factor);
        factor.AddInPlace(Tensor.From([1.0, 1.0]));
        var exception = Assert.Throws<InPlaceModificationException>(() => product.Sum().Backward());
        Assert.Contains(nameof(SinTimes), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_gradients_nothing_is_recorded()
    {
        Tensor x = Leaf(2);
        using (NoGrad.Begin()) Assert.True(new Swap().Apply(x, x)[0].IsLeaf);
        Assert.False(new Returns(_ => []).ApplyToOne(Tensor.Ones([2])).RequiresGrad);
    }

    private static Tensor Leaf(params double[] elements)
    {
        Tensor leaf = Tensor.From(elements, [elements.Length]);
        leaf.RequiresGrad = true;
        return leaf;
    }

    /// <summary>sin(x)·y.</summary>
    private sealed class SinTimes : DifferentiableFunction
    {
        protected override bool IsTwiceDifferentiable => true;

        protected override Tensor[] Forward(FunctionContext context, Tensor[] inputs)
        {
            context.Save(inputs);
            return [inputs[0].Sin() * inputs[1]];
        }

        protected override Tensor?[] Backward(FunctionContext context, Tensor?[] gradients) =>
        [
            gradients[0]! * context.Saved(0).Cos() * context.Saved(1),
            context.NeedsGradient[1] ? gradients[0]! * context.Saved(0).Sin() : null,
        ];
    }

    /// <summary>x², whose gradient lacks the 2.</summary>
    private sealed class ForgetsTheFactor : DifferentiableFunction
    {
        protected override Tensor[] Forward(FunctionContext context, Tensor[] inputs)
        {
            context.Save(inputs[0]);
            return [inputs[0] * inputs[0]];
        }

        protected override Tensor?[] Backward(FunctionContext context, Tensor?[] gradients) => [gradients[0]! * context.Saved(0)];
    }

    private sealed class Swap : DifferentiableFunction
    {
        protected override Tensor[] Forward(FunctionContext context, Tensor[] inputs) => [inputs[1], inputs[0]];

        protected override Tensor?[] Backward(FunctionContext context, Tensor?[] gradients) => [gradients[1], gradients[0]];
    }

    private sealed class Returns(Func<Tensor, Tensor[]> gradient) : DifferentiableFunction
    {
        protected override Tensor[] Forward(FunctionContext context, Tensor[] inputs) => [inputs[0].Clone()];

        protected override Tensor?[] Backward(FunctionContext context, Tensor?[] gradients) => gradient(gradients[0]!);
    }
}
