namespace GpuNN.Data;

/// <summary>Bootstrap samples for bagging (Breiman, 1996): each member of an ensemble (<see cref="Models.Ensemble"/>) learns from
/// a sample of its own.</summary>
public static class Bagging
{
    /// <summary>As many samples as there are, drawn with replacement: each holds about 63% of the different ones.</summary>
    /// <param name="dataset">What is drawn from.</param>
    /// <param name="members">How many bootstrap samples are made.</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    /// <returns>For each member its sample, and the samples that are not in it, on which it can be validated.</returns>
    public static IEnumerable<(Dataset Training, Dataset OutOfBag)> Split(Dataset dataset, int members, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        var random = new Random(seed);
        for (int member = 0; member < members; member++)
        {
            int[] drawn = [.. Enumerable.Range(0, dataset.Count).Select(_ => random.Next(dataset.Count))];
            var held = drawn.ToHashSet();
            int[] others = [.. Enumerable.Range(0, dataset.Count).Where(sample => !held.Contains(sample))];
            yield return (dataset.Select(drawn), dataset.Select(others));
        }
    }
}
