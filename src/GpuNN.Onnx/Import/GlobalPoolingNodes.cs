using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>One number of each plane.</summary>
internal static class GlobalPoolingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("GlobalAveragePool", (OperatorCall call) => call[0].Mean(Planes(call), keepAxes: true)),
        new("GlobalMaxPool", (OperatorCall call) => call[0].Max(Planes(call), keepAxes: true)),
        new("GlobalLpPool", (OperatorCall call) => call[0].Norm(Planes(call), call.Node.Integer("p", 2), keepAxes: true)) { Attributes = ["p"], Since = 2 },
    ];

    private static int[] Planes(OperatorCall call)
    {
        int rank = call.ShapeOf(0).Rank;
        return rank > 2 ? [.. Enumerable.Range(2, rank - 2)] : throw call.Refuse("input 0", $"{call.ShapeOf(0)}", "[N, C, …] with a spatial axis");
    }
}
