using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Execution;

/// <summary>A graph checked and put in order: every value is made once, before it is used; every operator, attribute and type is
/// known.</summary>
internal sealed class GraphPlan
{
    /// <summary>The versions of ONNX's operators that are read: 6 to 21 wholly; before, operators that are the same in 6; after,
    /// those that 22 and 23 have only given more types.</summary>
    public const int FirstVersion = 1, LastVersion = 23;

    private readonly string _file;
    private readonly GraphFile _graph;

    private GraphPlan(ModelFile model, string file)
    {
        _file = file;
        _graph = model.Graph ?? throw new MalformedFileException(file, "model", "no graph", "a graph");
        Nodes = Sort(Bind(model));
        LastUses = FindLastUses();
    }

    /// <summary>The nodes in an order in which they can run.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>After which node a value is needed no more.</summary>
    public IReadOnlyList<string>[] LastUses { get; }

    /// <summary>Checks a model.</summary>
    /// <exception cref="MalformedFileException">The graph is none: cycles, values without a maker.</exception>
    /// <exception cref="UnsupportedModelException">Operators, attributes or types are missing.</exception>
    public static GraphPlan Of(ModelFile model, string file) => new(model, file);

    private List<GraphNode> Bind(ModelFile model)
    {
        var problems = new List<string>();
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (OperatorSet set in model.OperatorSets) versions[set.Domain] = set.Version;
        if (versions.TryGetValue(OperatorSet.Onnx, out long version) && version is < FirstVersion or > LastVersion)
            problems.Add($"operator set {version} (implemented: {FirstVersion} to {LastVersion})");
        if (_graph.SparseInitializers > 0) problems.Add($"{_graph.SparseInitializers} sparse initialisers");
        foreach (ValueFile value in _graph.Inputs.Concat(_graph.Outputs))
        {
            if (value.OtherKind is { } kind) problems.Add($"value '{value.Name}' is {kind}");
            else if (value.Type != ElementType.Undefined && ElementTypes.Storage(value.Type) is null)
                problems.Add($"value '{value.Name}' has elements of type {value.Type}");
        }

        foreach (TensorFile tensor in _graph.Initializers)
        {
            if (ElementTypes.Storage(tensor.Type) is null) problems.Add($"initialiser '{tensor.Name}' has elements of type {tensor.Type}");
        }

        var nodes = new List<GraphNode>();
        for (int index = 0; index < _graph.Nodes.Count; index++)
        {
            NodeFile node = _graph.Nodes[index];
            if (Problem(node, index, versions, out GraphNode? bound) is { } problem) problems.Add($"{GraphNode.LabelOf(node, index)}: {problem}");
            else nodes.Add(bound!);
        }

        return problems.Count == 0 ? nodes : throw new UnsupportedModelException(_file, problems);
    }

    private static string? Problem(NodeFile node, int index, Dictionary<string, long> versions, out GraphNode? bound)
    {
        bound = null;
        string domain = node.Domain.Length == 0 ? "" : $" of domain '{node.Domain}'";
        if (!versions.TryGetValue(node.Domain, out long version)) return $"no operator set{domain} is imported";
        if (OperatorTable.Find(node.Domain, node.Operator, version) is not { } definition)
        {
            return OperatorTable.Find(node.Domain, node.Operator) is { } other
                ? $"the operator is implemented from version {other.Since}{(other.Until == int.MaxValue ? "" : $" to {other.Until}")} on, not {version}"
                : $"the operator{domain} is not implemented";
        }

        if (node.Attributes.Find(attribute => !definition.Attributes.Contains(attribute.Name)) is { } unknown)
            return $"attribute '{unknown.Name}' is not implemented";
        if (node.Inputs.Count < definition.Fewest || node.Inputs.Count > definition.Most)
            return $"{node.Inputs.Count} inputs, not {definition.Fewest}{(definition.Most == definition.Fewest ? "" : definition.Most == int.MaxValue ? " or more" : $" to {definition.Most}")}";
        if (node.Outputs.Count > definition.Results) return $"{node.Outputs.Count} results, not {definition.Results} at most";
        bound = new GraphNode(node, index, definition, (int)version);
        try
        {
            return definition.Refuses?.Invoke(bound);
        }
        catch (ShapeMismatchException exception)
        {
            return $"{exception.Argument}: found {exception.Found}; expected {exception.Expected}";
        }
    }

    /// <summary>Kahn's algorithm; files should be in order already, and then it keeps that order.</summary>
    private List<GraphNode> Sort(List<GraphNode> nodes)
    {
        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        var given = new HashSet<string>(_graph.Inputs.Select(input => input.Name).Concat(_graph.Initializers.Select(tensor => tensor.Name)), StringComparer.Ordinal);
        for (int index = 0; index < nodes.Count; index++)
        {
            foreach (string output in nodes[index].Outputs.Where(output => output.Length > 0))
            {
                if (given.Contains(output) || !makers.TryAdd(output, index))
                    throw new MalformedFileException(_file, nodes[index].Label, $"a result '{output}' that is there already", "a new name");
            }
        }

        int[] waiting = new int[nodes.Count];
        var users = new List<int>?[nodes.Count];
        for (int index = 0; index < nodes.Count; index++)
        {
            foreach (string input in nodes[index].Inputs.Where(input => input.Length > 0 && !given.Contains(input)))
            {
                if (!makers.TryGetValue(input, out int maker))
                    throw new MalformedFileException(_file, nodes[index].Label, $"an input '{input}' that nothing makes", "an input, an initialiser or a result");
                (users[maker] ??= []).Add(index);
                waiting[index]++;
            }
        }

        foreach (ValueFile output in _graph.Outputs)
        {
            if (!makers.ContainsKey(output.Name) && !given.Contains(output.Name))
                throw new MalformedFileException(_file, "outputs", $"'{output.Name}', which nothing makes", "an input, an initialiser or a result");
        }

        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Count).Where(index => waiting[index] == 0).Select(index => (index, index)));
        var sorted = new List<GraphNode>(nodes.Count);
        while (ready.TryDequeue(out int index, out _))
        {
            sorted.Add(nodes[index]);
            foreach (int user in users[index] ?? [])
            {
                if (--waiting[user] == 0) ready.Enqueue(user, user);
            }
        }

        return sorted.Count == nodes.Count
            ? sorted
            : throw new MalformedFileException(_file, nodes[Array.FindIndex(waiting, count => count > 0)].Label, "a cycle", "values that do not depend on themselves");
    }

    private IReadOnlyList<string>[] FindLastUses()
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int index = 0; index < Nodes.Count; index++)
        {
            foreach (string name in Nodes[index].Inputs.Concat(Nodes[index].Outputs)) last[name] = index;
        }

        foreach (ValueFile output in _graph.Outputs) last.Remove(output.Name);
        var uses = new List<string>[Nodes.Count];
        for (int index = 0; index < uses.Length; index++) uses[index] = [];
        foreach (var (name, index) in last)
        {
            if (name.Length > 0) uses[index].Add(name);
        }

        return uses;
    }
}
