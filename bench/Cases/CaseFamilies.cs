using GpuNN.Bench.Cases.Families;

namespace GpuNN.Bench.Cases;

/// <summary>Finds the family that serves a case.</summary>
internal static class CaseFamilies
{
    private static readonly Dictionary<string, CaseFamily> ByName = All()
        .SelectMany(family => family.Names, (family, name) => (family, name))
        .ToDictionary(pair => pair.name, pair => pair.family, StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">No family has that name.</exception>
    public static CaseFamily For(BenchmarkCase one) => ByName.TryGetValue(one.Family, out CaseFamily? family)
        ? family
        : throw new InvalidDataException($"Case '{one.Id}': family '{one.Family}' is not known. Known: {string.Join(", ", ByName.Keys.Order())}.");

    private static CaseFamily[] All() =>
    [
        new Products(), new BatchedProducts(), new Convolutions(), new Pooling(), new Normalizations(), new Softmaxes(),
        new Elementwise(), new Recurrences(), new Attention(), new Aggregations(), new Embeddings(), new OptimizerSteps(),
        new Dispatches(), new TrainingSteps(), new ResNetInference(),
    ];
}
