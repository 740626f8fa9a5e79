namespace GpuNN.Data;

/// <summary>Splits a dataset k times into training and validation, so that each sample validates once.</summary>
public static class KFold
{
    /// <summary>The k pairs, shuffled by a seed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples than folds, or fewer than two folds.</exception>
    public static IEnumerable<(Dataset Training, Dataset Validation)> Split(Dataset dataset, int folds, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, dataset.Count);
        int[] order = [.. Enumerable.Range(0, dataset.Count)];
        new Random(seed).Shuffle(order);
        for (int fold = 0; fold < folds; fold++)
        {
            int start = (int)((long)dataset.Count * fold / folds), end = (int)((long)dataset.Count * (fold + 1) / folds);
            yield return (dataset.Select([.. order[..start], .. order[end..]]), dataset.Select(order.AsSpan(start..end)));
        }
    }
}
