namespace GpuNN.Data.Readers;

/// <summary>Papers that cite each other, as <see cref="CoraReader"/> reads them.</summary>
/// <param name="Papers">The papers' names; a paper's number is its place here.</param>
/// <param name="Citations">The citations, each once, from the paper that is cited to the one that cites it.</param>
/// <param name="Features">[papers, features], row-major: which words of a dictionary occur.</param>
/// <param name="FeatureCount">The number of features.</param>
/// <param name="Subjects">The class of each paper.</param>
/// <param name="SubjectNames">The classes' names, in ordinal order.</param>
public sealed record CitationGraph(
    string[] Papers,
    (int Source, int Target)[] Citations,
    float[] Features,
    int FeatureCount,
    long[] Subjects,
    string[] SubjectNames)
{
    /// <summary>The graph, each citation both ways, as networks take it.</summary>
    public GraphData ToGraph(Device? device = null) =>
        GraphData.FromEdges(Papers.Length, Citations.Distinct(), isUndirected: true, device);
}
