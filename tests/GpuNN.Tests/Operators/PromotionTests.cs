namespace GpuNN.Tests.OperatorTests;

/// <summary>The types of results, as PyTorch's.</summary>
public sealed class PromotionTests
{
    [Theory]
    [InlineData(DType.Int32, DType.Int64, DType.Int64)]
    [InlineData(DType.UInt8, DType.Bool, DType.UInt8)]
    [InlineData(DType.Int64, DType.Float16, DType.Float16)]
    [InlineData(DType.Float16, DType.BFloat16, DType.Float32)]
    [InlineData(DType.Float32, DType.Float64, DType.Float64)]
    public void Operands_are_promoted(DType first, DType second, DType expected)
    {
        Tensor x = Tensor.Full([2], 1, first), y = Tensor.Full([2], 1, second);
        Assert.Equal(expected, (x + y).DType);
        Assert.Equal(expected, (y * x).DType);
        Assert.Equal(DType.Bool, (x > y).DType);
    }

    [Fact]
    public void Integers_become_float32_where_results_are_no_integers()
    {
        Tensor x = Tensor.From([1, 2, 4]);
        Assert.Equal([0.5f, 1, 2], (x / Tensor.From([2, 2, 2])).ToArray<float>());
        Assert.Equal([0.5f, 1, 2], (x * 0.5).ToArray<float>());
        Assert.Equal([3, 5, 9], ((x * 2) + 1).ToArray<int>());
        Assert.Equal(DType.Float32, x.Exp().DType);
        Assert.Equal(DType.Float32, x.Sigmoid().DType);
        Assert.Equal([1, 4, 16], x.Square().ToArray<int>());
        Assert.Equal([1f, 0.5f, 0.25f], x.Power(-1).ToArray<float>());
        Assert.Equal([true, true, false], (x < 2.5).ToArray<bool>());
    }

    [Fact]
    public void Division_by_a_number_is_rounded_once()
    {
        float[] numbers = [1, 5, 7, 1e-30f, 3e38f, -11];
        Assert.Equal(numbers.Select(x => x / 3f), (Tensor.From(numbers) / 3).ToArray<float>());
        Assert.Equal(numbers.Select(x => x / -4f), (Tensor.From(numbers) / -4).ToArray<float>());
        Assert.Equal(numbers.Select(x => 3f / x), (3 / Tensor.From(numbers)).ToArray<float>());
        Assert.Equal([1f, 2f], (Tensor.From([1, 2]) / 1).ToArray<float>());
        Assert.Equal(DType.Int64, (Tensor.From([1L]) * 2).DType);
    }

    [Fact]
    public void Integers_are_exact_beyond_float64()
    {
        const long Large = (1L << 60) + 1;
        Tensor x = Tensor.From([Large, -Large]);
        Assert.Equal([Large + 2, -Large + 2], (x + 2.0).ToArray<long>());
        Assert.Equal([Large, -Large], x.Contiguous().Sort(descending: true).Values.ToArray<long>());
        Assert.Equal([Large], x.Max([0], keepAxes: true).ToArray<long>());
        Assert.Equal(0, x.Sum().ToArray<long>()[0]);
    }

    [Fact]
    public void Gradients_come_back_in_the_operands_type()
    {
        Tensor x = Tensor.From([1f, 2f]), y = Tensor.From([3.0, 4.0]);
        x.RequiresGrad = true;
        (x * y).Sum().Backward();
        Assert.Equal([3f, 4f], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Casts_to_int32_saturate()
    {
        float[] numbers = [3e9f, -3e9f, float.NaN, 2.9f, -2.9f, float.PositiveInfinity];
        Assert.Equal([int.MaxValue, int.MinValue, 0, 2, -2, int.MaxValue], Tensor.From(numbers).Cast(DType.Int32).ToArray<int>());
    }
}
