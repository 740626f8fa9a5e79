using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Batch normalisation: with running statistics, or, where the node or the model trains, with the batch's.</summary>
internal static class BatchNormalizationNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("BatchNormalization", Normalize)
        {
            Fewest = 5,
            Most = 5,
            Results = 5,
            Attributes = ["epsilon", "is_test", "momentum", "spatial", "training_mode"],
            Statistics = 0b11000,
            Refuses = Refuses,
        },
    ];

    private static string? Refuses(GraphNode node)
    {
        int results = node.Version >= 14 && node.Flag("training_mode") ? 3 : 1;
        for (int result = results; result < node.Outputs.Count; result++)
        {
            if (node.Wants(result)) return $"result {result} is not implemented";
        }

        return null;
    }

    private static Tensor?[] Normalize(OperatorCall call)
    {
        GraphNode node = call.Node;
        Tensor x = call[0];
        double epsilon = node.Float("epsilon", 1e-5), momentum = node.Float("momentum", 0.9);
        if (call.Version < 9 && !node.Flag("spatial", true)) return [PerActivation(call, x, epsilon)];
        if (node.Flag("training_mode")) return Train(call, x, momentum, epsilon);
        Tensor scale = call[1].Cast(x.DType), bias = call[2].Cast(x.DType);
        bool trains = call.IsTraining && call[3].DType == x.DType && x.Count > scale.Count;
        return
        [
            x.BatchNorm(call[3].Cast(x.DType), call[4].Cast(x.DType), scale, bias, trains, 1 - momentum, epsilon),
        ];
    }

    /// <summary>The result, and the statistics moved on: as ONNX has it, momentum weighs the old value and the variance is that
    /// of the population.</summary>
    private static Tensor?[] Train(OperatorCall call, Tensor x, double momentum, double epsilon)
    {
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => axis != 1)];
        Tensor y = x.BatchNorm(null, null, call[1].Cast(x.DType), call[2].Cast(x.DType), training: true, epsilon: epsilon);
        if (!call.Node.Wants(1) && !call.Node.Wants(2)) return [y];
        using IDisposable restoration = NoGrad.Begin();
        Tensor mean = x.Mean(axes).Cast(call[3].DType), variance = x.Variance(axes, correction: 0).Cast(call[4].DType);
        Tensor runningMean = call[3].Affine(momentum).AddScaled(mean, 1 - momentum);
        Tensor runningVariance = call[4].Affine(momentum).AddScaled(variance, 1 - momentum);
        return [y, call.As(call.TypeOf(3), runningMean, 1), call.As(call.TypeOf(4), runningVariance, 2)];
    }

    /// <summary>Operator sets 6 to 8 without <c>spatial</c>: every activation has statistics of its own.</summary>
    private static Tensor PerActivation(OperatorCall call, Tensor x, double epsilon) =>
        x.Subtract(call[3]).Multiply(call[4].Affine(1, epsilon).ReciprocalSqrt()).Multiply(call[1]).Add(call[2]);
}
