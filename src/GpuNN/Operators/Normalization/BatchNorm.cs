using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>BatchNorm.</content>
public static partial class Operators
{
    /// <summary>γ·(x − μ)/√(σ² + ε) + β for each channel: in training with mean and biased variance of the batch, which the
    /// running statistics follow as r ← (1 − m)·r + m·v with the unbiased variance; in prediction with the running
    /// statistics, or the batch's where there are none.</summary>
    /// <param name="x">[N, C] or [N, C, …].</param>
    /// <param name="runningMean">[C], changed in place in training, or none.</param>
    /// <param name="runningVariance">[C], changed in place in training, or none.</param>
    /// <param name="weight">γ [C], or none for 1.</param>
    /// <param name="bias">β [C], or none for 0.</param>
    /// <param name="training">Whether the batch's statistics are used.</param>
    /// <param name="momentum">m, the weight of the new value as in PyTorch; the course notes' weighs the old one.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, an argument is not [C], or a channel has a single value
    /// in training.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor BatchNorm(
        this Tensor x,
        Tensor? runningMean,
        Tensor? runningVariance,
        Tensor? weight = null,
        Tensor? bias = null,
        bool training = false,
        double momentum = 0.1,
        double epsilon = 1e-5)
    {
        const string Name = nameof(BatchNorm);
        if (x.Rank < 2) throw new ShapeMismatchException(Name, nameof(x), $"{x.Shape}", "[N, C, …]");
        long channels = x.Shape[1];
        CheckPerChannel(Name, x, channels, (nameof(runningMean), runningMean), (nameof(runningVariance), runningVariance));
        CheckPerChannel(Name, x, channels, (nameof(weight), weight), (nameof(bias), bias));
        if ((runningMean is null) != (runningVariance is null))
            throw new ShapeMismatchException(Name, nameof(runningVariance), "one running statistic without the other", "both or none");
        if (IsChannelsLast(x))
            return OverPixels(x, pixels => pixels.BatchNorm(runningMean, runningVariance, weight, bias, training, momentum, epsilon));
        (weight, bias) = BothOrNone(weight, bias, x, [channels]);
        if (!training && runningMean is not null)
            return PredictBatchNorm(x, runningMean, runningVariance!, weight, bias, epsilon);
        if (x.Count == channels && channels > 0)
            throw new ShapeMismatchException(Name, nameof(x), $"{x.Shape}", "more than one value for each channel in training");
        return TrainBatchNorm(x, training ? runningMean : null, runningVariance, weight, bias, momentum, epsilon);
    }

    private static Tensor TrainBatchNorm(
        Tensor x, Tensor? runningMean, Tensor? runningVariance, Tensor? weight, Tensor? bias, double momentum, double epsilon)
    {
        const string Name = nameof(BatchNorm);
        Tensor planes = x.Reshape(AsPlanes(x.Shape));
        Shape perChannel = [x.Shape[1]];
        Tensor y = Tensor.Empty(planes.Shape, x.DType, x.Device, Name);
        Tensor mean = Tensor.Empty(perChannel, x.DType, x.Device, Name);
        Tensor scale = Tensor.Empty(perChannel, x.DType, x.Device, Name);
        var primitive = new BatchNormPrimitive(epsilon, weight is not null, runningMean is not null, momentum);
        Dispatcher.Run(
            Name,
            primitive,
            weight is null ? [planes] : [planes, weight, bias!],
            runningMean is null ? [y, mean, scale] : [y, mean, scale, runningMean, runningVariance!]);
        runningMean?.MarkChanged(Name);
        if (runningMean is not null) runningVariance!.MarkChanged(Name);
        if (Tape.Records(planes, weight, bias))
        {
            SavedTensor saved = Tape.Save(planes, Name);
            SavedTensor? savedWeight = weight is null ? null : Tape.Save(weight, Name);
            Shape[] shapes = weight is null ? [planes.Shape] : [planes.Shape, perChannel, perChannel];
            Tape.Record(Name, y, weight is null ? [planes] : [planes, weight, bias!], gradient => FusedGradient(
                "BatchNormGradient",
                new BatchNormGradientPrimitive(weight is not null),
                [gradient, saved.Value, mean, scale],
                savedWeight?.Value,
                [planes.Shape, perChannel, perChannel],
                gradient,
                planes,
                weight,
                bias)[..shapes.Length]);
        }

        return FinishNorm(y, x, planes, mean, scale);
    }

    private static Tensor PredictBatchNorm(
        Tensor x, Tensor mean, Tensor variance, Tensor? weight, Tensor? bias, double epsilon)
    {
        const string Name = nameof(BatchNorm);
        Tensor planes = x.Reshape(AsPlanes(x.Shape));
        var primitive = new BatchNormPredictionPrimitive(epsilon, weight is not null);
        Tensor y = weight is null
            ? Dispatcher.Run(Name, primitive, x.DType, planes.Shape, planes, mean, variance)
            : Dispatcher.Run(Name, primitive, x.DType, planes.Shape, planes, mean, variance, weight, bias!);
        if (Tape.Records(planes, weight, bias))
        {
            SavedTensor saved = Tape.Save(planes, Name), savedMean = Tape.Save(mean, Name);
            SavedTensor savedVariance = Tape.Save(variance, Name);
            SavedTensor? savedWeight = weight is null ? null : Tape.Save(weight, Name);
            Shape column = [x.Shape[1], 1];
            Tape.Record(Name, y, weight is null ? [planes] : [planes, weight, bias!], gradient =>
            {
                Tensor scale = savedVariance.Value.Affine(1, epsilon).ReciprocalSqrt();
                Tensor factor = savedWeight is { } gamma ? scale * gamma.Value : scale;
                Tensor dx = gradient * factor.Reshape(column);
                if (weight is null) return [dx];
                Tensor centred = saved.Value - savedMean.Value.Reshape(column);
                return [dx, (gradient * centred).Sum([0, 2]) * scale, gradient.Sum([0, 2])];
            });
        }

        return FinishNorm(y, x, planes);
    }
}
