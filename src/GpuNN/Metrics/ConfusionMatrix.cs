namespace GpuNN.Metrics;

/// <summary>Counts pairs of true and predicted classes over any number of batches; accuracy, precision, recall, F1 and
/// intersection over union follow from it.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;

    /// <summary>A matrix for this many classes.</summary>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        _counts = new long[classes, classes];
    }

    /// <summary>The number of classes.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>The number of samples counted.</summary>
    public long Total => _counts.Cast<long>().Sum();

    /// <summary>How many samples of a class were predicted as another.</summary>
    public long this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>Σ c_ii / Σ c_ij; NaN before anything was counted.</summary>
    public double Accuracy => (double)Diagonal().Sum() / Total;

    /// <summary>The mean over classes of c_ii / (Σⱼ c_ij + Σⱼ c_ji − c_ii), over the classes that occur.</summary>
    public double MeanIntersectionOverUnion =>
        Enumerable.Range(0, Classes)
            .Select(c => (double)_counts[c, c] / (Row(c) + Column(c) - _counts[c, c]))
            .Where(value => !double.IsNaN(value))
            .DefaultIfEmpty(double.NaN)
            .Average();

    /// <summary>c_ii / Σⱼ c_ji: how many of those predicted as the class are of it; NaN where none is predicted.</summary>
    public double Precision(int c) => (double)_counts[c, c] / Column(c);

    /// <summary>c_ii / Σⱼ c_ij: how many of the class are predicted as it; NaN where none is of it.</summary>
    public double Recall(int c) => (double)_counts[c, c] / Row(c);

    /// <summary>2pr / (p + r), the harmonic mean of precision and recall.</summary>
    public double F1(int c) => 2.0 * _counts[c, c] / (Row(c) + Column(c));

    /// <summary>Counts a sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class is not one of the matrix's.</exception>
    public void Add(long actual, long predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)actual, (ulong)Classes, nameof(actual));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)predicted, (ulong)Classes, nameof(predicted));
        _counts[actual, predicted]++;
    }

    /// <summary>Counts samples.</summary>
    /// <exception cref="ShapeMismatchException">The two differ in length.</exception>
    public void Add(ReadOnlySpan<long> actual, ReadOnlySpan<long> predicted)
    {
        if (actual.Length != predicted.Length)
            throw new ShapeMismatchException(nameof(ConfusionMatrix), nameof(predicted), $"{predicted.Length} classes", $"{actual.Length}");
        for (int index = 0; index < actual.Length; index++) Add(actual[index], predicted[index]);
    }

    private IEnumerable<long> Diagonal() => Enumerable.Range(0, Classes).Select(c => _counts[c, c]);

    private long Row(int c) => Enumerable.Range(0, Classes).Sum(other => _counts[c, other]);

    private long Column(int c) => Enumerable.Range(0, Classes).Sum(other => _counts[other, c]);
}
