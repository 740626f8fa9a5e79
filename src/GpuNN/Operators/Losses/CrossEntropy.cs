using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>CrossEntropy.</content>
public static partial class Operators
{
    /// <summary>The mean over samples of −log softmax(logits)[target], computed stably by log-sum-exp. Its gradient is
    /// (softmax(logits) − one-hot(target))/n.</summary>
    /// <param name="logits">[n, classes].</param>
    /// <param name="targets">[n], int64.</param>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The targets are not int64.</exception>
    public static Tensor CrossEntropy(this Tensor logits, Tensor targets)
    {
        if (logits.Rank != 2) throw new ShapeMismatchException(nameof(CrossEntropy), nameof(logits), $"{logits.Shape}", "[n, classes]");
        if (targets.DType != DType.Int64) throw new DTypeMismatchException(nameof(CrossEntropy), nameof(targets), $"{targets.DType}", $"{DType.Int64}");
        long samples = logits.Shape[0];
        if (targets.Shape != Shape.Create(samples))
            throw new ShapeMismatchException(nameof(CrossEntropy), nameof(targets), $"{targets.Shape}", $"[{samples}]");
        Tensor losses = Tensor.Empty([samples], logits.DType, logits.Device, nameof(CrossEntropy));
        Tensor logSums = Tensor.Empty([samples], logits.DType, logits.Device, nameof(CrossEntropy));
        Dispatcher.Run(nameof(CrossEntropy), new CrossEntropyPrimitive(), [logits, targets], [losses, logSums]);
        if (Tape.Records(logits))
        {
            SavedTensor saved = Tape.Save(logits, nameof(CrossEntropy));
            Tape.Record(nameof(CrossEntropy), losses, logits, gradient => Tape.RecordFirstOrderOnly(
                "CrossEntropyGradient",
                Dispatcher.Run(
                    "CrossEntropyGradient",
                    new CrossEntropyGradientPrimitive(),
                    logits.DType,
                    logits.Shape,
                    saved.Value,
                    targets,
                    logSums,
                    gradient),
                logits,
                gradient));
        }

        return losses.Mean();
    }
}
