using GpuNN.Data;
using GpuNN.Data.Augmentations;
using GpuNN.Data.Generated;
using GpuNN.Data.Scaling;
using GpuNN.Layers;
using GpuNN.Models;

namespace GpuNN.Tests.Data;

public sealed class PreparationTests
{
    [Fact]
    public void Min_max_and_z_score_scale_each_feature()
    {
        var training = new Dataset([1, 10, 5, 3, 10, 6, 5, 10, 10], [3], new long[3]);
        Dataset scaled = FeatureScaling.MinMax(training).Apply(training);
        Assert.Equal([0f, 0f, 0f, 0.5f, 0f, 0.2f, 1f, 0f, 1f], All(scaled));
        var score = FeatureScaling.ZScore(training);
        float[] values = All(score.Apply(training));
        Assert.Equal(-Math.Sqrt(1.5), values[0], 1e-6);
        Assert.Equal(0, values[1]);
        var test = new Dataset([5, 12, 7], [3], new long[1]);
        Assert.Equal(2, All(score.Apply(test))[1]);
        Assert.Throws<ShapeMismatchException>(() => score.Apply(new Dataset([1, 2], [2], new long[1])));
    }

    [Fact]
    public void Images_are_scaled_by_channel()
    {
        Dataset shapes = ColouredShapes.Create(20, seed: 4, size: 16);
        float[] values = All(FeatureScaling.ZScore(shapes).Apply(shapes));
        for (int channel = 0; channel < 3; channel++)
        {
            float[] own = [.. values.Where((_, index) => index / 256 % 3 == channel)];
            double mean = own.Average(value => (double)value);
            Assert.Equal(0, mean, 1e-4);
            Assert.Equal(1, own.Average(value => value * (double)value), 1e-3);
        }
    }

    [Fact]
    public void Augmentations_change_an_image_as_they_say()
    {
        Shape shape = [2, 3, 4];
        float[] image = [.. Enumerable.Range(1, 24).Select(value => (float)value)];
        var seen = new HashSet<string>();
        for (int seed = 0; seed < 40; seed++)
        {
            float[] flipped = [.. image];
            new RandomFlip().Apply(flipped, shape, new Random(seed));
            Assert.Contains(flipped[0], new[] { 1f, 4f });
            Assert.Equal(flipped[0] == 1, flipped[23] == 24);
            float[] shifted = [.. image];
            new RandomShift(2).Apply(shifted, shape, new Random(seed));
            AssertShifted(image, shifted);
            seen.Add(string.Join(' ', shifted));
            float[] erased = [.. image];
            new RandomErasing(2).Apply(erased, shape, new Random(seed));
            int zeros = erased.Count(value => value == 0);
            Assert.Contains(zeros, new[] { 2, 4, 8 });
            Assert.All(erased.Zip(image), pair => Assert.True(pair.First == 0 || pair.First == pair.Second));
        }

        Assert.True(seen.Count > 10);
        Assert.Throws<ShapeMismatchException>(() => new RandomFlip().Apply(image, [24], new Random(1)));
    }

    [Fact]
    public void A_loader_augments_by_epoch_and_sample()
    {
        Dataset dataset = DrawnDigits.Create(10, seed: 1, size: 16);
        DataLoader Loader() => new(dataset, 5, augmentations: [new RandomShift(2), new RandomNoise(0.1)]);
        float[] first = Inputs(Loader(), 0), again = Inputs(Loader(), 0), second = Inputs(Loader(), 1);
        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        Assert.NotEqual(All(dataset), first);
        Assert.Equal(first[(5 * 256)..], Loader().Batches(0, first: 1).SelectMany(batch => batch.Inputs.ToArray<float>()));

        static float[] Inputs(DataLoader loader, int epoch) =>
            [.. loader.Batches(epoch).SelectMany(batch => batch.Inputs.ToArray<float>())];
    }

    [Fact]
    public void Masks_cannot_be_augmented_apart_from_their_images() =>
        Assert.Throws<ArgumentException>(() => new DataLoader(ColouredShapes.CreateWithMasks(2, 1), 1, augmentations: [new RandomFlip()]));

    [Fact]
    public void Bootstrap_samples_hold_two_thirds_of_the_data()
    {
        var dataset = new Dataset([.. Enumerable.Range(0, 1000).Select(value => (float)value)], [1], new long[1000]);
        var splits = Bagging.Split(dataset, 5, seed: 2).ToArray();
        Assert.All(splits, split =>
        {
            HashSet<float> drawn = [.. All(split.Training)], others = [.. All(split.OutOfBag)];
            Assert.Equal(1000, split.Training.Count);
            Assert.Equal(1000, drawn.Count + others.Count);
            Assert.InRange(drawn.Count, 580, 680);
        });
        Assert.NotEqual(All(splits[0].Training), All(splits[1].Training));
    }

    [Fact]
    public void An_ensemble_says_the_mean_of_its_members()
    {
        var (first, second) = (new Linear(4, 3), new Linear(4, 3));
        Tensor input = Operators.Normal([5, 4]);
        Tensor expected = (first.Forward(input).Softmax(1) + second.Forward(input).Softmax(1)) / 2;
        float[] actual = new Ensemble(first, second).Forward(input).Exp().ToArray<float>();
        Assert.All(expected.ToArray<float>().Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Shapes_are_of_all_classes_and_their_masks_show_them()
    {
        Dataset shapes = ColouredShapes.Create(200, seed: 3), again = ColouredShapes.Create(200, seed: 3);
        Assert.Equal(All(shapes), All(again));
        Assert.Equal(Enumerable.Range(0, 6).Select(c => (long)c), Targets(shapes).Distinct().Order());
        Assert.All(All(shapes), value => Assert.InRange(value, 0f, 1f));
        Dataset masks = ColouredShapes.CreateWithMasks(50, seed: 3);
        Assert.Equal(Enumerable.Range(0, 7).Select(c => (long)c), Targets(masks).Distinct().Order());
        Assert.InRange(Targets(masks).Average(target => target == 0 ? 1.0 : 0), 0.4, 0.9);
    }

    private static void AssertShifted(float[] image, float[] shifted)
    {
        for (int index = 0; index < 24; index++)
        {
            if (shifted[index] == 0) continue;
            int source = (int)shifted[index] - 1, down = (index / 4 % 3) - (source / 4 % 3), right = (index % 4) - (source % 4);
            Assert.Equal(index / 12, source / 12);
            Assert.Equal(image[source], shifted[index]);
            Assert.True(Math.Abs(down) <= 2 && Math.Abs(right) <= 2);
        }

        int moved = shifted.Count(value => value != 0);
        Assert.True(moved >= 2 * 1 * 2);
    }

    private static float[] All(Dataset dataset) => [.. Enumerable.Range(0, dataset.Count).SelectMany(sample => dataset.Input(sample).ToArray())];

    private static IEnumerable<long> Targets(Dataset dataset) =>
        Enumerable.Range(0, dataset.Count).SelectMany(sample => dataset.Target(sample).ToArray());
}
