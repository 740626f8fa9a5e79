using GpuNN.Onnx.Import;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Execution;

/// <summary>Runs one node.</summary>
internal static class NodeExecution
{
    /// <summary>Whether constants and shapes alone decide a node's results.</summary>
    public static bool IsKnown(GraphNode node, OnnxValue?[] arguments) => !node.Definition.IsRandom
        && (node.Definition.ReadsShapesOnly || Array.TrueForAll(arguments, argument => argument is null or { IsKnown: true }));

    /// <summary>Runs a node on the host, outside of tape and recordings.</summary>
    /// <returns>Its results, null for those that nobody wants.</returns>
    /// <exception cref="OnnxNodeException">It does not take the values it is given.</exception>
    public static OnnxValue?[] RunKnown(GraphNode node, OnnxValue?[] arguments, bool isTraining, long maximumBytes)
    {
        using (HostEvaluation.Begin()) return Run(node, arguments, Device.Cpu, OnnxValue.Known, isTraining, maximumBytes);
    }

    /// <summary>Runs a node on a device.</summary>
    /// <inheritdoc cref="RunKnown"/>
    public static OnnxValue?[] Run(GraphNode node, OnnxValue?[] arguments, Device device, bool isTraining, long maximumBytes) =>
        Run(node, arguments, device, OnnxValue.Computed, isTraining, maximumBytes);

    private static OnnxValue?[] Run(
        GraphNode node, OnnxValue?[] arguments, Device device, Func<Tensor, ElementType, OnnxValue> wrap, bool isTraining, long maximumBytes)
    {
        try
        {
            var call = new OperatorCall(node, arguments, device, isTraining, maximumBytes);
            Tensor?[] results = node.Definition.Run(call);
            var values = new OnnxValue?[node.Outputs.Count];
            for (int index = 0; index < values.Length; index++)
            {
                if (!node.Wants(index)) continue;
                Tensor result = (index < results.Length ? results[index] : null)
                    ?? throw call.Refuse($"result {index}", "a node that wants it", "one that does not: it is not implemented");
                call.Bounded(result.Shape, result.DType);
                ElementType type = call.ResultType(index, result);
                values[index] = wrap(call.IsShifted(type) ? UnsignedIntegers.Shift(result) : result, type);
            }

            return values;
        }
        catch (Exception exception) when (exception is GpuNNException or ArgumentException or ArithmeticException)
        {
            throw new OnnxNodeException(node.Label, exception);
        }
    }
}
