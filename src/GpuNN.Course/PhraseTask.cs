using GpuNN.Data.Generated;
using GpuNN.Training;

namespace GpuNN.Course;

/// <summary>Telling which of six phrases is hidden in a text (<see cref="PlantedPhrases"/>): what the recipes that classify texts
/// train on.</summary>
public sealed class PhraseTask
{
    /// <summary>The number of words.</summary>
    public const int Vocabulary = 30;

    private const int Length = 16, BatchSize = 50;

    private readonly long[][] _texts;
    private readonly long[] _classes;
    private readonly long[][] _testTexts;
    private readonly long[] _testClasses;
    private readonly int _seed;

    /// <summary>Texts of a seed.</summary>
    public PhraseTask(int seed)
    {
        _seed = seed;
        (_texts, _classes) = PlantedPhrases.Which(3000, Length, Vocabulary, seed);
        (_testTexts, _testClasses) = PlantedPhrases.Which(1000, Length, Vocabulary, unchecked(seed + 7919));
    }

    /// <summary>The number of classes.</summary>
    public static int Classes => PlantedPhrases.PhraseCount;

    /// <summary>Batches of training texts with their classes, in an order of its own for each epoch.</summary>
    public IBatchSource<(long[][] Texts, long[] Classes)> Batches => BatchSource.Create(_texts.Length / BatchSize, epoch =>
    {
        int[] order = [.. Enumerable.Range(0, _texts.Length)];
        new Random(unchecked((_seed * 7919) + epoch)).Shuffle(order);
        return order.Chunk(BatchSize).Select(chunk =>
            (chunk.Select(text => _texts[text]).ToArray(), chunk.Select(text => _classes[text]).ToArray()));
    });

    /// <summary>The share of test texts that are told right.</summary>
    /// <param name="classify">Texts to logits [texts, classes].</param>
    public double Accuracy(Func<long[][], Tensor> classify)
    {
        using IDisposable restoration = NoGrad.Begin();
        using Tensor logits = classify(_testTexts), classes = logits.ArgMax(1);
        return classes.ToArray<long>().Zip(_testClasses).Count(pair => pair.First == pair.Second) / (double)_testClasses.Length;
    }
}
