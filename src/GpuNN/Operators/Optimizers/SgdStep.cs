using GpuNN.Backends;

namespace GpuNN;

/// <content>SgdStep.</content>
public static partial class Operators
{
    /// <summary>θ ← θ − η·(g + λ·θ), in place.</summary>
    /// <exception cref="ShapeMismatchException">The gradient has another shape than the parameter.</exception>
    public static void SgdStep(Tensor parameter, Tensor gradient, double learningRate, double weightDecay = 0)
    {
        CheckStep(nameof(SgdStep), parameter, gradient);
        Dispatcher.Run(nameof(SgdStep), new SgdStepPrimitive(learningRate, weightDecay), [gradient], [parameter]);
        parameter.MarkChanged(nameof(SgdStep));
    }

    private static void CheckStep(string name, Tensor parameter, Tensor gradient)
    {
        if (gradient.Shape != parameter.Shape)
            throw new ShapeMismatchException(name, nameof(gradient), $"{gradient.Shape}", $"{parameter.Shape}, as the parameter has");
        if (gradient.DType != parameter.DType)
            throw new DTypeMismatchException(name, nameof(gradient), $"{gradient.DType}", $"{parameter.DType}, as the parameter has");
    }
}
