namespace GpuNN.Data.Generated;

/// <summary>A random graph of communities: nodes of one community are joined with one probability, others with a smaller
/// one. Features are noise with a weak trace of the community, so that a network must look at neighbours to tell.</summary>
/// <param name="Edges">The edges, each once.</param>
/// <param name="Communities">Of each node.</param>
/// <param name="Features">[nodes, features], row-major.</param>
/// <param name="FeatureCount">The number of features.</param>
public sealed record StochasticBlockModel(
    IReadOnlyList<(int Source, int Target)> Edges, long[] Communities, float[] Features, int FeatureCount)
{
    /// <summary>Draws a graph.</summary>
    /// <param name="communities">How many.</param>
    /// <param name="size">Nodes in each.</param>
    /// <param name="inside">The probability of an edge inside a community.</param>
    /// <param name="outside">That of an edge between two.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="signal">How far a community's mean stands out of noise of deviation 1.</param>
    /// <param name="seed">Equal seeds give equal graphs.</param>
    public static StochasticBlockModel Create(
        int communities, int size, double inside, double outside, int features, double signal, int seed)
    {
        var random = new Random(seed);
        int nodes = communities * size;
        long[] community = [.. Enumerable.Range(0, nodes).Select(node => (long)(node / size))];
        var edges = new List<(int, int)>();
        for (int source = 0; source < nodes; source++)
        {
            for (int target = source + 1; target < nodes; target++)
            {
                if (random.NextDouble() < (community[source] == community[target] ? inside : outside)) edges.Add((source, target));
            }
        }

        var numbers = new float[nodes * features];
        for (int index = 0; index < numbers.Length; index++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            bool isMarked = index % features % communities == community[index / features];
            numbers[index] = (float)(normal + (isMarked ? signal : 0));
        }

        return new(edges, community, numbers, features);
    }
}
