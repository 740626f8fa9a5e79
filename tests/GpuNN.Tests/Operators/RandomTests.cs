namespace GpuNN.Tests.OperatorTests;

public sealed class RandomTests
{
    [Fact]
    public void Equal_seeds_give_equal_bits_and_draws_differ()
    {
        Assert.Equal(Draw(3), Draw(3));
        Assert.NotEqual(Draw(3), Draw(4));
        using IDisposable random = RandomState.Use(new RandomState(3));
        Assert.NotEqual(Operators.Normal([8]).ToArray<float>(), Operators.Normal([8]).ToArray<float>());
    }

    [Fact]
    public void An_operator_goes_on_where_the_one_before_it_ended()
    {
        foreach (Func<long, Tensor> draw in (Func<long, Tensor>[])[n => Operators.Uniform([n]), n => Operators.Normal([n]), n => Tensor.Ones([n]).Dropout(0.5)])
        {
            float[] whole, parts;
            using (RandomState.Use(new RandomState(7))) whole = draw(100).ToArray<float>();
            using (RandomState.Use(new RandomState(7))) parts = [.. draw(37).ToArray<float>(), .. draw(1).ToArray<float>(), .. draw(62).ToArray<float>()];
            Assert.Equal(whole, parts);
        }
    }

    [Fact]
    public void Normal_numbers_have_mean_variance_and_tails()
    {
        using IDisposable random = RandomState.Use(new RandomState(11));
        double[] numbers = Operators.Normal([40000], 2, 3, DType.Float64).ToArray<double>();
        double mean = numbers.Average(), variance = numbers.Average(value => (value - mean) * (value - mean));
        Assert.Equal(2, mean, 5 * 3 / Math.Sqrt(numbers.Length));
        Assert.Equal(9, variance, 5 * 9 * Math.Sqrt(2.0 / numbers.Length));
        Assert.Equal(0.0455, numbers.Count(value => Math.Abs(value - 2) > 6) / 40000.0, 0.006);
    }

    [Fact]
    public void Draws_with_replacement_have_the_weights_frequencies()
    {
        using IDisposable random = RandomState.Use(new RandomState(11));
        long[] draws = Tensor.From([0f, 1f, 0f, 3f, 0f]).Multinomial(20000, replacement: true).ToArray<long>();
        Assert.All(draws, draw => Assert.True(draw is 1 or 3));
        Assert.Equal(0.25, draws.Count(draw => draw == 1) / 20000.0, 0.016);
    }

    [Fact]
    public void Draws_without_replacement_are_all_different_and_weights_of_0_come_last()
    {
        using IDisposable random = RandomState.Use(new RandomState(11));
        Tensor weights = Tensor.From([0f, 1f, 2f, 0f, 5f]).Unsqueeze(0).Expand([200, 5]).Contiguous();
        long[] draws = weights.Multinomial(3).ToArray<long>();
        for (int row = 0; row < 200; row++) Assert.Equal([1L, 2L, 4L], draws[(3 * row)..(3 * (row + 1))].Order());
        int first = Enumerable.Range(0, 200).Count(row => draws[3 * row] == 4);
        Assert.InRange(first, 200 * 5 / 8 - 35, 200 * 5 / 8 + 35);
    }

    [Fact]
    public void A_permutation_has_every_number_once_and_no_favourite_place()
    {
        using IDisposable random = RandomState.Use(new RandomState(11));
        Assert.Equal(Enumerable.Range(0, 1000).Select(index => (long)index), Operators.Permutation(1000).ToArray<long>().Order());
        int[] firsts = new int[4];
        for (int round = 0; round < 400; round++) firsts[Operators.Permutation(4).ToArray<long>()[0]]++;
        Assert.All(firsts, count => Assert.InRange(count, 60, 140));
    }

    private static float[] Draw(ulong seed)
    {
        using IDisposable random = RandomState.Use(new RandomState(seed));
        return [.. Operators.Normal([8]).ToArray<float>(), .. Operators.Bernoulli([8]).ToArray<float>()];
    }
}
