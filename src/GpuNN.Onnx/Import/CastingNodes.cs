using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Changes of type.</summary>
internal static class CastingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Cast", (OperatorCall call) => To(call, (ElementType)call.Node.Integer("to", 0))) { Attributes = ["saturate", "to"], Since = 6, Refuses = RefusesTarget },
        new("CastLike", (OperatorCall call) => To(call, call.TypeOf(1))) { Fewest = 2, Most = 2, Attributes = ["saturate"], Since = 15 },
    ];

    private static string? RefusesTarget(GraphNode node) => ElementTypes.Storage((ElementType)node.Integer("to", 0)) is null
        ? $"a cast to {(ElementType)node.Integer("to", 0)} is not implemented"
        : null;

    private static Tensor To(OperatorCall call, ElementType type)
    {
        if (type == call.TypeOf(0)) return call[0];
        DType storage = ElementTypes.Storage(type)!.Value;
        if (call.TypeOf(0) == ElementType.UInt64 && storage.IsFloatingPoint()) return call.As(type, UnsignedIntegers.ToFloat(call[0], storage));
        if (type == ElementType.UInt64 && call[0].DType.IsFloatingPoint()) return call.As(type, UnsignedIntegers.FromFloat(call[0]));
        bool narrows = type != ElementType.Bool && storage != DType.Float64 && storage.IsInteger()
            && (ElementTypes.IsNarrow(type) || (HostIntegers.AreIn(call, 0) && storage != DType.Int64));
        if (!narrows) return call.As(type, call[0].Cast(storage));
        return HostIntegers.From(call, call.ShapeOf(0), type, () =>
        {
            using (HostEvaluation.Begin())
            {
                long[] values = call.Local(0).Cast(DType.Int64).ToArray<long>();
                for (int index = 0; index < values.Length; index++) values[index] = ElementTypes.Wrap(type, values[index]);
                return values;
            }
        });
    }
}
