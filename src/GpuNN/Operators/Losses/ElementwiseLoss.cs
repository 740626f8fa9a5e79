using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>What losses share.</content>
public static partial class Operators
{
    /// <summary>The gradient of a loss by one of its operands, of the incoming gradient, the prediction and the
    /// target.</summary>
    private delegate Tensor LossGradient(Tensor gradient, Tensor x, Tensor target);

    /// <summary>Runs a function of predictions and targets of one shape and records its gradients.</summary>
    private static Tensor ElementwiseLoss(
        string name,
        ElementwiseFunction function,
        Tensor x,
        Tensor target,
        Reduction reduction,
        LossGradient gradientOfX,
        LossGradient gradientOfTarget,
        double alpha = 0)
    {
        if (target.Shape != x.Shape)
            throw new ShapeMismatchException(name, nameof(target), $"{target.Shape}", $"{x.Shape}, as the predictions have");
        CheckFloatingPoint(name, x);
        Tensor losses = Binary(name, function, x, target, alpha);
        if (Tape.Records(x, target))
        {
            SavedTensor savedX = Tape.Save(x, name), savedTarget = Tape.Save(target, name);
            Tape.Record(name, losses, [x, target], gradient =>
            [
                x.RequiresGrad ? gradientOfX(gradient, savedX.Value, savedTarget.Value).Cast(x.DType) : null,
                target.RequiresGrad ? gradientOfTarget(gradient, savedX.Value, savedTarget.Value).Cast(target.DType) : null,
            ]);
        }

        return losses.ReduceLoss(reduction);
    }

    private static Tensor ReduceLoss(this Tensor losses, Reduction reduction) => reduction switch
    {
        Reduction.Mean => losses.Mean(),
        Reduction.Sum => losses.Sum(),
        Reduction.BatchMean => losses.Sum().Affine(1.0 / losses.Shape[0]),
        Reduction.None => losses,
        _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, null),
    };
}
