using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Shapes;

/// <summary>The nodes of a graph on <see cref="Device.Shapes"/>, for one choice of the inputs' extents: the operators check their
/// arguments and say what shape they give, and compute nothing. Values that shapes and constants decide are computed on the host,
/// as when the model runs, while they are small. What depends on other numbers, or on an input of unknown rank, is left
/// out.</summary>
internal sealed class ShapePass
{
    /// <summary>The most elements of a value whose numbers are followed: shapes, axes and indices are small.</summary>
    private const long FollowedElements = 1 << 16;

    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly long _maximumBytes;

    /// <summary>Runs the nodes until one does not take what it is given.</summary>
    public ShapePass(GraphRunner runner, IReadOnlyDictionary<string, InferredValue?> inputs, long maximumBytes)
    {
        _maximumBytes = maximumBytes;
        using AmbientState.Restoration restoration = HostEvaluation.Begin();
        foreach (var (name, value) in runner.Constants)
            _values[name] = value.IsKnown ? OnnxValue.Known(value.Tensor, value.Type) : Unwritten(new(value.Type, value.Tensor.Shape));
        foreach (var (name, input) in inputs)
        {
            if (input is { } known) _values[name] = Unwritten(known);
            else _values.Remove(name);
        }

        foreach (GraphNode node in runner.OpenNodes)
        {
            if (!node.Inputs.All(name => name.Length == 0 || _values.ContainsKey(name))) continue;
            if ((Failure = Run(node)) is not null) break;
        }

        Values = _values.ToDictionary(entry => entry.Key, entry => new InferredValue(entry.Value.Type, entry.Value.Tensor.Shape), StringComparer.Ordinal);
    }

    /// <summary>What is known, by name.</summary>
    public Dictionary<string, InferredValue> Values { get; }

    /// <summary>Why a node does not take what it is given; null where all do.</summary>
    public OnnxNodeException? Failure { get; }

    private static OnnxValue Unwritten(in InferredValue value) =>
        OnnxValue.Computed(Tensor.Empty(value.Shape, ElementTypes.Storage(value.Type)!.Value, Device.Shapes), value.Type);

    private OnnxNodeException? Run(GraphNode node)
    {
        OnnxValue?[] arguments = [.. node.Inputs.Select(name => name.Length == 0 ? null : _values[name])];
        try
        {
            // A small operand may have a large result: its size is found before it is made.
            OnnxValue?[] results = NodeExecution.Run(node, arguments, Device.Shapes, isTraining: false, _maximumBytes);
            if (NodeExecution.IsKnown(node, arguments) && Array.TrueForAll(results, result => result is null || result.Tensor.Count <= FollowedElements))
                results = NodeExecution.RunKnown(node, arguments, isTraining: false, _maximumBytes);
            for (int index = 0; index < results.Length; index++)
            {
                if (results[index] is { } value) _values[node.Outputs[index]] = value;
            }

            return null;
        }
        catch (OnnxNodeException exception)
        {
            return exception.InnerException is UnknownNumbersException ? null : exception;
        }
    }
}
