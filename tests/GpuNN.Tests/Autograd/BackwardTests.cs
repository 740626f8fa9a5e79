namespace GpuNN.Tests.Autograd;

public sealed class BackwardTests
{
    [Fact]
    public void Gradients_of_a_sum_of_uses_add_up()
    {
        Tensor x = Tensor.From([1f, 2f, 3f]);
        x.RequiresGrad = true;
        Tensor y = ((x * x) + x + x).Sum();
        y.Backward();
        Assert.Equal([4f, 6f, 8f], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Two_backward_passes_accumulate()
    {
        Tensor x = Tensor.From([2f]);
        x.RequiresGrad = true;
        (x * x).Sum().Backward();
        (x * x).Sum().Backward();
        Assert.Equal([8f], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void A_used_tape_is_refused_unless_it_is_retained()
    {
        Tensor x = Tensor.From([2f]);
        x.RequiresGrad = true;
        Tensor y = (x * x).Sum();
        y.Backward(retainTape: true);
        y.Backward();
        Assert.Equal([8f], x.Grad!.ToArray<float>());
        Assert.Throws<TapeException>(() => y.Backward());
    }

    [Fact]
    public void Second_derivative_of_a_cube()
    {
        Tensor x = Tensor.From([2f, -3f]);
        x.RequiresGrad = true;
        Tensor y = (x * x * x).Sum();
        Tensor first = y.GradientsOf([x], differentiable: true)[0]!;
        Assert.Equal([12f, 27f], first.ToArray<float>());
        Tensor second = first.Sum().GradientsOf([x])[0]!;
        Assert.Equal([12f, -18f], second.ToArray<float>());
    }

    [Fact]
    public void A_fused_gradient_refuses_a_second_derivative()
    {
        Tensor x = Tensor.From([0.5f, -1f], [1, 2]);
        x.RequiresGrad = true;
        Tensor first = x.Prod().GradientsOf([x], differentiable: true)[0]!;
        Assert.Throws<TapeException>(() => first.Sum().GradientsOf([x]));
    }

    [Fact]
    public void A_saved_tensor_changed_in_place_names_both_places()
    {
        Tensor x = Tensor.From([2f]), y = Tensor.From([3f]);
        x.RequiresGrad = true;
        Tensor product = x * y;
        y.AddInPlace(Tensor.From([1f]));
        var exception = Assert.Throws<InPlaceModificationException>(() => product.Sum().Backward());
        Assert.Contains(nameof(Operators.AddInPlace), exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Operators.Multiply), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broadcast_gradients_are_summed()
    {
        Tensor x = Tensor.Ones([2, 3]), b = Tensor.From([1f, 2f, 3f]);
        b.RequiresGrad = true;
        (x * b).Sum().Backward();
        Assert.Equal([2f, 2f, 2f], b.Grad!.ToArray<float>());
    }

    [Fact]
    public void Gradients_of_inner_tensors_can_be_asked_for()
    {
        Tensor x = Tensor.From([2f]);
        x.RequiresGrad = true;
        Tensor inner = x * x;
        Tensor outer = (inner * inner).Sum();
        Tensor?[] gradients = outer.GradientsOf([inner, x]);
        Assert.Equal([8f], gradients[0]!.ToArray<float>());
        Assert.Equal([32f], gradients[1]!.ToArray<float>());
        Assert.Null(x.Grad);
    }
}
