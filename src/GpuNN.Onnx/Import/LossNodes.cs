using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Losses of classes.</summary>
internal static class LossNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("SoftmaxCrossEntropyLoss", CrossEntropy) { Fewest = 2, Most = 3, Results = 2, Attributes = ["ignore_index", "reduction"], Since = 12 },
        new("NegativeLogLikelihoodLoss", LogLikelihood) { Fewest = 2, Most = 3, Attributes = ["ignore_index", "reduction"], Since = 12 },
    ];

    private static Tensor?[] CrossEntropy(OperatorCall call)
    {
        Tensor scores = call[0];
        Tensor targets = call[1].Cast(DType.Int64);
        Tensor loss = scores.CrossEntropy(targets, call.Optional(2), IgnoredIndex(call), reduction: ReductionOf(call));
        return [loss, call.Node.Wants(1) ? scores.LogSoftmax(1) : null];
    }

    private static Tensor LogLikelihood(OperatorCall call) => call[0].NegativeLogLikelihood(
        call[1].Cast(DType.Int64), call.Optional(2), IgnoredIndex(call), ReductionOf(call));

    private static long? IgnoredIndex(OperatorCall call) => call.Node.Has("ignore_index") ? call.Node.Integer("ignore_index", 0) : null;

    private static Reduction ReductionOf(OperatorCall call) => call.Node.Text("reduction", "mean") switch
    {
        "none" => Reduction.None,
        "mean" => Reduction.Mean,
        "sum" => Reduction.Sum,
        var other => throw call.Refuse("attribute reduction", $"'{other}'", "none, mean or sum"),
    };
}
