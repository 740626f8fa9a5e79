using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Execution;

/// <summary>Runs the nodes of a graph in order. A node whose inputs are all known runs on the host, outside of tape and
/// recordings; the others on the model's device.</summary>
internal sealed class GraphRunner(GraphPlan plan, IReadOnlyDictionary<string, OnnxValue> constants, Device device, long maximumBytes)
{
    public bool HasConstant(string name) => constants.ContainsKey(name);

    public OnnxValue[] Run(IReadOnlyDictionary<string, OnnxValue> inputs, IReadOnlyList<string> outputs, bool isTraining)
    {
        var values = new Dictionary<string, OnnxValue>(constants, StringComparer.Ordinal);
        foreach (var (name, value) in inputs) values[name] = value;
        AmbientState state = AmbientState.Current;
        ValueRelease? release = state.GradientsEnabled || state.Observer is not null ? null : new ValueRelease(values.Values);
        for (int index = 0; index < plan.Nodes.Count; index++)
        {
            GraphNode node = plan.Nodes[index];
            OnnxValue?[] arguments = [.. node.Inputs.Select(name => name.Length == 0 ? null : values[name])];
            try
            {
                RunNode(node, arguments, values, isTraining, release);
            }
            catch (Exception exception) when (exception is GpuNNException or ArgumentException or ArithmeticException)
            {
                throw new OnnxNodeException(node.Label, exception);
            }

            foreach (string name in plan.LastUses[index])
            {
                if (values.Remove(name, out OnnxValue? value)) release?.Dead(value);
            }
        }

        return [.. outputs.Select(name => values[name])];
    }

    private void RunNode(
        GraphNode node, OnnxValue?[] arguments, Dictionary<string, OnnxValue> values, bool isTraining, ValueRelease? release)
    {
        OperatorDefinition definition = node.Definition;
        bool isKnown = !definition.IsRandom
            && (definition.ReadsShapesOnly || Array.TrueForAll(arguments, argument => argument is null or { IsKnown: true }));
        var call = new OperatorCall(node, arguments, isKnown ? Device.Cpu : device, isTraining, maximumBytes);
        Tensor?[] results;
        if (isKnown)
        {
            using (HostEvaluation.Begin()) results = definition.Run(call);
        }
        else
        {
            results = definition.Run(call);
        }

        for (int index = 0; index < node.Outputs.Count; index++)
        {
            if (!node.Wants(index)) continue;
            Tensor result = (index < results.Length ? results[index] : null)
                ?? throw call.Refuse($"result {index}", "a node that wants it", "one that does not: it is not implemented");
            call.Bounded(result.Shape, result.DType);
            ElementType type = call.ResultType(index, result);
            OnnxValue value = isKnown ? OnnxValue.Known(result, type) : OnnxValue.Computed(result, type);
            values[node.Outputs[index]] = value;
            if (!isKnown) release?.Made(value);
        }
    }
}
