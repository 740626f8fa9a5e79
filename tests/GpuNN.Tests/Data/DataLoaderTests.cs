using GpuNN.Data;
using GpuNN.Data.Generated;

namespace GpuNN.Tests.Data;

[Collection(ExclusiveCollection.Name)]
public sealed class DataLoaderTests
{
    private static Dataset Numbers(int count) =>
        new([.. Enumerable.Range(0, count * 2).Select(i => (float)i)], [2], [.. Enumerable.Range(0, count).Select(i => (long)i)]);

    [Fact]
    public void Batches_hold_each_sample_once_in_order()
    {
        var seen = new List<long>();
        foreach (Batch batch in new DataLoader(Numbers(10), 4))
        {
            Assert.Equal(batch.Targets.ToArray<long>().Select(t => t * 2f), batch.Inputs.ToArray<float>().Where((_, i) => i % 2 == 0));
            seen.AddRange(batch.Targets.ToArray<long>());
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), seen);
    }

    [Fact]
    public void Shuffled_epochs_differ_and_repeat_by_seed()
    {
        var loader = new DataLoader(Numbers(50), 8, shuffle: true, seed: 3);
        long[] first = Targets(loader), second = Targets(loader);
        Assert.NotEqual(first, second);
        Assert.Equal(first.Order(), second.Order());
        Assert.Equal(second, Targets(new DataLoader(Numbers(50), 8, shuffle: true, seed: 3) { Epoch = 1 }));
    }

    [Fact]
    public void A_last_batch_that_is_not_full_can_be_dropped()
    {
        var loader = new DataLoader(Numbers(10), 4, dropLast: true);
        Assert.Equal(2, loader.Count);
        Assert.All(loader, batch => Assert.Equal(4, batch.Count));
    }

    [Fact]
    public void A_batch_is_freed_when_the_next_comes_and_when_the_loop_is_left()
    {
        var batches = new List<Batch>();
        foreach (Batch batch in new DataLoader(Numbers(10), 2))
        {
            Assert.All(batches, old => Assert.True(old.Inputs.IsReleased));
            batches.Add(batch);
            if (batches.Count == 3) break;
        }

        Assert.All(batches, old => Assert.True(old.Inputs.IsReleased && old.Targets.IsReleased));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ShapeMismatchException>(() => new Dataset(new float[5], [2], new long[2]));
        Assert.Throws<ShapeMismatchException>(() => new Dataset(new float[4], [2], new long[3]));
    }

    [Fact]
    public void Folds_validate_each_sample_once()
    {
        var validated = new List<long>();
        foreach (var (training, validation) in KFold.Split(Numbers(11), 3))
        {
            Assert.Equal(11, training.Count + validation.Count);
            for (int sample = 0; sample < validation.Count; sample++) validated.Add(validation.Target(sample)[0]);
        }

        Assert.Equal(Enumerable.Range(0, 11).Select(i => (long)i), validated.Order());
    }

    [Fact]
    public void Drawn_digits_repeat_by_seed_and_stay_in_range()
    {
        Dataset digits = DrawnDigits.Create(40, seed: 5), again = DrawnDigits.Create(40, seed: 5), other = DrawnDigits.Create(40, seed: 6);
        Assert.Equal(digits.Input(7).ToArray(), again.Input(7).ToArray());
        Assert.NotEqual(digits.Input(7).ToArray(), other.Input(7).ToArray());
        Assert.All(digits.Input(3).ToArray(), pixel => Assert.InRange(pixel, 0f, 1f));
        Assert.True(digits.Input(3).ToArray().Sum() > 20);
    }

    private static long[] Targets(DataLoader loader) => [.. loader.SelectMany(batch => batch.Targets.ToArray<long>())];
}
