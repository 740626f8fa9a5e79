namespace GpuNN;

/// <summary>The nodes and edges of a graph, for networks on graphs. An edge (s, t) carries messages from s to t, so node t's
/// neighbours are the s of its edges; a graph without directions has each edge both ways.</summary>
/// <remarks>Immutable and thread-safe. Its tensors live as long as any others: a graph made in a training step ends with it,
/// unless it is kept (<see cref="Keep"/>).</remarks>
public sealed class GraphData
{
    private readonly Lock _lock = new();
    private CsrTensor? _normalized;

    /// <summary>A graph of these edges.</summary>
    /// <param name="nodeCount">The number of nodes.</param>
    /// <param name="sources">The node that each edge comes from [edges], int32 or int64.</param>
    /// <param name="targets">The node that each edge goes to [edges], of the same type.</param>
    /// <param name="weights">The weight of each edge [edges], or none where all are 1.</param>
    /// <exception cref="ShapeMismatchException">The arguments are not vectors of one length.</exception>
    /// <exception cref="DTypeMismatchException">The nodes are not int32 or int64.</exception>
    /// <exception cref="TensorIndexException">An edge names a node that is not there, where the device reports it.</exception>
    public GraphData(long nodeCount, Tensor sources, Tensor targets, Tensor? weights = null)
    {
        Adjacency = new CooTensor(targets, sources, nodeCount, nodeCount, weights).CooToCsr();
    }

    /// <summary>The number of nodes.</summary>
    public long NodeCount => Adjacency.Rows;

    /// <summary>The number of edges.</summary>
    public long EdgeCount => Adjacency.EntryCount;

    /// <summary>A: row t has an entry in column s for each edge (s, t).</summary>
    public CsrTensor Adjacency { get; }

    /// <summary>Â = D^-½·(A + I)·D^-½ (<see cref="Operators.GcnNormalize"/>): made once where the graph outlives steps.</summary>
    public CsrTensor Normalized
    {
        get
        {
            lock (_lock)
            {
                if (_normalized is not null) return _normalized;
                using IDisposable restoration = NoGrad.Begin();
                CsrTensor normalized = Adjacency.GcnNormalize();
                if (Adjacency.Pattern.OutlivesSteps) _normalized = normalized.Keep();
                return normalized;
            }
        }
    }

    /// <summary>Lets the graph outlive the step in which it was made.</summary>
    /// <returns>This graph.</returns>
    public GraphData Keep()
    {
        Adjacency.Keep();
        return this;
    }

    /// <summary>A graph of edges given as pairs (source, target).</summary>
    /// <param name="nodeCount">The number of nodes.</param>
    /// <param name="edges">The edges.</param>
    /// <param name="isUndirected">Whether each edge also goes the other way.</param>
    /// <param name="device">Where the graph lives.</param>
    public static GraphData FromEdges(
        long nodeCount, IEnumerable<(int Source, int Target)> edges, bool isUndirected = false, Device? device = null)
    {
        List<int> sources = [], targets = [];
        foreach (var (source, target) in edges)
        {
            sources.Add(source);
            targets.Add(target);
            if (!isUndirected || source == target) continue;
            sources.Add(target);
            targets.Add(source);
        }

        return new(nodeCount, Tensor.From(sources.ToArray(), device), Tensor.From(targets.ToArray(), device));
    }
}
