using GpuNN.Backends;

namespace GpuNN;

/// <content>SgdStep.</content>
public static partial class Operators
{
    /// <summary>θ ← θ − η·(g + λ·θ), in place.</summary>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ShapeMismatchException">The tensors differ in shape, or one that is changed is not
    /// contiguous.</exception>
    /// <exception cref="DTypeMismatchException">The tensors differ in type, or are integers.</exception>
    public static void SgdStep(Tensor parameter, Tensor gradient, double learningRate, double weightDecay = 0) =>
        RunStep(nameof(SgdStep), new SgdStepPrimitive(learningRate, weightDecay), gradient, parameter);

    /// <summary>Runs a step on a parameter and its state, and marks them as changed.</summary>
    private static void RunStep(string name, Primitive primitive, Tensor gradient, params ReadOnlySpan<Tensor> changed)
    {
        CheckFloatingPoint(name, changed[0]);
        CheckLike(name, nameof(gradient), gradient, changed[0]);
        foreach (Tensor tensor in changed)
        {
            CheckLike(name, "state", tensor, changed[0]);
            if (!tensor.IsContiguous)
                throw new ShapeMismatchException(name, "parameter or state", $"strides {tensor.Strides}", "a contiguous tensor");
        }

        Dispatcher.Run(name, primitive, [gradient], changed);
        foreach (Tensor tensor in changed) tensor.MarkChanged(name);
    }

    private static void CheckLike(string name, string argument, Tensor tensor, Tensor parameter)
    {
        if (tensor.Shape != parameter.Shape)
            throw new ShapeMismatchException(name, argument, $"{tensor.Shape}", $"{parameter.Shape}, as the parameter has");
        if (tensor.DType != parameter.DType)
            throw new DTypeMismatchException(name, argument, $"{tensor.DType}", $"{parameter.DType}, as the parameter has");
    }
}
