namespace GpuNN.Tests.Autograd;

public sealed class GradientHookTests
{
    [Fact]
    public void A_hook_on_an_inner_tensor_sees_the_whole_gradient_once()
    {
        Tensor x = Leaf(2, -3);
        Tensor inner = x * x;
        var seen = new List<double[]>();
        inner.AddGradientHook(gradient =>
        {
            seen.Add(gradient.ToArray<double>());
            return null;
        });
        ((inner * 3).Sum() + inner.Sum()).Backward();
        Assert.Equal([4, 4], Assert.Single(seen));
        Assert.Equal([16, -24], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_hook_replaces_what_flows_on()
    {
        Tensor x = Leaf(2, -3);
        Tensor inner = x * x;
        inner.AddGradientHook(gradient => gradient * 10);
        inner.AddGradientHook(gradient => gradient + 1);
        inner.Sum().Backward();
        Assert.Equal([4.0 * 11, -6 * 11], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_hook_on_a_leaf_sees_the_sum_of_its_uses_and_not_what_was_there()
    {
        Tensor x = Leaf(2);
        x.Sum().Backward();
        var seen = new List<double>();
        x.AddGradientHook(gradient =>
        {
            seen.Add(gradient.ToScalar());
            return -gradient;
        });
        ((x * 3) + (x * x)).Sum().Backward();
        Assert.Equal([7], seen);
        Assert.Equal([1.0 - 7], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Chosen_gradients_pass_the_hooks_too()
    {
        Tensor x = Leaf(2);
        Tensor inner = x * 3;
        inner.AddGradientHook(gradient => gradient * 2);
        x.AddGradientHook(gradient => gradient + 1);
        Tensor?[] gradients = inner.Square().Sum().GradientsOf([inner, x]);
        Assert.Equal(24, gradients[0]!.ToScalar());
        Assert.Equal(73, gradients[1]!.ToScalar());
        Assert.Null(x.Grad);
    }

    [Fact]
    public void A_hook_that_was_taken_off_is_silent()
    {
        Tensor x = Leaf(2);
        int calls = 0;
        IDisposable leaf = x.AddGradientHook(_ => Count());
        Tensor y = x * 3;
        IDisposable inner = y.AddGradientHook(_ => Count());
        y.Sum().Backward(retainTape: true);
        Assert.Equal(2, calls);
        leaf.Dispose();
        inner.Dispose();
        y.Sum().Backward();
        Assert.Equal(2, calls);
        Assert.Equal(6, x.Grad!.ToScalar());

        Tensor? Count()
        {
            calls++;
            return null;
        }
    }

    [Fact]
    public void What_a_hook_computes_in_a_differentiable_pass_is_differentiated()
    {
        Tensor x = Leaf(2);
        Tensor inner = x * 1;
        Tensor first;
        using (inner.AddGradientHook(gradient => gradient * x))
            first = (inner * inner * inner).Sum().GradientsOf([x], differentiable: true)[0]!;
        Assert.Equal(3 * 8, first.ToScalar());
        Assert.Equal(9 * 4, first.Sum().GradientsOf([x])[0]!.ToScalar());
    }

    [Fact]
    public void A_hook_that_throws_or_changes_the_shape_leaves_nothing_behind()
    {
        Tensor x = Leaf(1, 2, 3);
        using (Step.Begin())
        {
            Tensor y = x * 2;
            using IDisposable wrong = y.AddGradientHook(gradient => gradient.Sum());
            Assert.Throws<ShapeMismatchException>(() => y.Square().Sum().Backward());
            using IDisposable failing = (y + 0).AddGradientHook(_ => throw new InvalidOperationException());
        }

        Assert.Null(x.Grad);
        x.Square().Sum().Backward();
        Assert.Equal([2, 4, 6], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_tensor_without_a_gradient_takes_no_hook() =>
        Assert.Throws<TapeException>(() => Tensor.Ones([2]).AddGradientHook(_ => null));

    private static Tensor Leaf(params double[] elements)
    {
        Tensor leaf = Tensor.From(elements, [elements.Length]);
        leaf.RequiresGrad = true;
        return leaf;
    }
}
