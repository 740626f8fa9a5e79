namespace GpuNN.Onnx.Execution;

/// <summary>Runs the nodes of a graph in order. A node whose inputs are all known runs on the host, outside of tape and
/// recordings; the others on the model's device. What constants alone decide is computed once, when the model is
/// loaded.</summary>
internal sealed class GraphRunner
{
    private readonly GraphPlan _plan;
    private readonly Device _device;
    private readonly long _maximumBytes;
    private readonly Dictionary<string, OnnxValue> _constants;
    private readonly bool[] _isFolded;

    /// <summary>Folds constants, but for those that a caller may replace.</summary>
    public GraphRunner(
        GraphPlan plan, IReadOnlyDictionary<string, OnnxValue> constants, IEnumerable<string> replaceable, Device device, long maximumBytes)
    {
        _plan = plan;
        _device = device;
        _maximumBytes = maximumBytes;
        _constants = new(constants, StringComparer.Ordinal);
        _isFolded = new bool[plan.Nodes.Count];
        var open = new HashSet<string>(replaceable, StringComparer.Ordinal);
        for (int index = 0; index < _isFolded.Length; index++) _isFolded[index] = TryFold(plan.Nodes[index], open);
    }

    /// <summary>What is there before anything runs: initialisers, and the results of nodes that constants alone decide.</summary>
    public IReadOnlyDictionary<string, OnnxValue> Constants => _constants;

    /// <summary>The nodes that are left to run, in order.</summary>
    public IEnumerable<GraphNode> OpenNodes => _plan.Nodes.Where((_, index) => !_isFolded[index]);

    public OnnxValue[] Run(IReadOnlyDictionary<string, OnnxValue> inputs, IReadOnlyList<string> outputs, bool isTraining)
    {
        var values = new Dictionary<string, OnnxValue>(_constants, StringComparer.Ordinal);
        foreach (var (name, value) in inputs) values[name] = value;
        AmbientState state = AmbientState.Current;
        ValueRelease? release = state.GradientsEnabled || state.Observer is not null ? null : new ValueRelease(values.Values);
        for (int index = 0; index < _plan.Nodes.Count; index++)
        {
            if (_isFolded[index]) continue;
            RunNode(_plan.Nodes[index], values, isTraining, release);
            foreach (string name in _plan.LastUses[index])
            {
                if (values.Remove(name, out OnnxValue? value)) release?.Dead(value);
            }
        }

        return [.. outputs.Select(name => values[name])];
    }

    private bool TryFold(GraphNode node, HashSet<string> open)
    {
        if (node.Definition.IsRandom) return false;
        foreach (string name in node.Inputs)
        {
            if (name.Length > 0 && (open.Contains(name) || !_constants.TryGetValue(name, out OnnxValue? value) || !value.IsKnown)) return false;
        }

        RunNode(node, _constants, isTraining: false, release: null);
        return true;
    }

    private void RunNode(GraphNode node, Dictionary<string, OnnxValue> values, bool isTraining, ValueRelease? release)
    {
        OnnxValue?[] arguments = [.. node.Inputs.Select(name => name.Length == 0 ? null : values[name])];
        OnnxValue?[] results = NodeExecution.IsKnown(node, arguments)
            ? NodeExecution.RunKnown(node, arguments, isTraining, _maximumBytes)
            : NodeExecution.Run(node, arguments, _device, isTraining, _maximumBytes);
        for (int index = 0; index < results.Length; index++)
        {
            if (results[index] is not { } value) continue;
            values[node.Outputs[index]] = value;
            if (!value.IsKnown) release?.Made(value);
        }
    }
}
