using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Execution;

/// <summary>Sorts a model's initialisers into parameters (floating point), buffers (running statistics) and settings (integers,
/// and numbers that operators read on the host).</summary>
internal sealed class ModelConstants
{
    private readonly HashSet<string> _settings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _statistics = new(StringComparer.Ordinal);
    private readonly HashSet<string> _weights = new(StringComparer.Ordinal);

    public ModelConstants(GraphFile graph, GraphPlan plan, string file, string? folder, Device device)
    {
        FindUses(plan);
        using IDisposable restoration = NoGrad.Begin();
        foreach (TensorFile initializer in graph.Initializers)
        {
            if (Values.ContainsKey(initializer.Name))
                throw new MalformedFileException(file, $"tensor '{initializer.Name}'", "the name twice", "names that differ");
            Values[initializer.Name] = Load(initializer, file, folder, device);
        }
    }

    public Dictionary<string, OnnxValue> Values { get; } = new(StringComparer.Ordinal);

    public List<(string Name, Parameter Parameter)> Parameters { get; } = [];

    public List<(string Name, Tensor Buffer)> Buffers { get; } = [];

    private void FindUses(GraphPlan plan)
    {
        foreach (GraphNode node in plan.Nodes)
        {
            for (int index = 0; index < node.Inputs.Count; index++)
            {
                OperatorDefinition definition = node.Definition;
                HashSet<string> uses = OperatorDefinition.Includes(definition.Settings, index) ? _settings
                    : OperatorDefinition.Includes(definition.Statistics, index) ? _statistics : _weights;
                uses.Add(node.Inputs[index]);
            }
        }
    }

    private OnnxValue Load(TensorFile initializer, string file, string? folder, Device device)
    {
        string name = initializer.Name;
        bool isSetting = _settings.Contains(name) && !_weights.Contains(name);
        if (!ElementTypes.Storage(initializer.Type)!.Value.IsFloatingPoint() || isSetting)
            return OnnxValue.Known(TensorDecoder.Decode(initializer, file, folder, Device.Cpu).Keep(), initializer.Type);
        Tensor tensor = TensorDecoder.Decode(initializer, file, folder, device).Keep();
        if (_statistics.Contains(name))
        {
            Buffers.Add((name, tensor));
            return OnnxValue.Computed(tensor, initializer.Type);
        }

        var parameter = new Parameter(tensor);
        Parameters.Add((name, parameter));
        return OnnxValue.Computed(parameter, initializer.Type);
    }
}
