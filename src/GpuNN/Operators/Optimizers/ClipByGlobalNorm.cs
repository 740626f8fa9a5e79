using GpuNN.Backends;

namespace GpuNN;

/// <content>ClipByGlobalNorm.</content>
public static partial class Operators
{
    /// <summary>Multiplies all tensors, in place, by min(1, maximum / (‖g‖ + 10⁻⁶)), where ‖g‖ is their
    /// <see cref="GlobalNorm"/>; nothing waits for the device. A norm that is not finite makes them so too.</summary>
    /// <returns>‖g‖ before, a scalar.</returns>
    /// <param name="maximum">The largest norm that stays as it is.</param>
    /// <param name="tensors">Gradients; one at least.</param>
    /// <exception cref="ArgumentException">There are no tensors.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is negative or NaN.</exception>
    /// <exception cref="DTypeMismatchException">The tensors differ in type, or are integers.</exception>
    public static Tensor ClipByGlobalNorm(double maximum, params ReadOnlySpan<Tensor> tensors)
    {
        if (!(maximum >= 0)) throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The largest norm is 0 or more.");
        using var restoration = NoGrad.Begin();
        Tensor norm = GlobalNorm(tensors);
        Tensor scale = norm.Affine(1, 1e-6).Reciprocal().Affine(maximum).Clamp(max: 1);
        foreach (Tensor tensor in tensors)
        {
            Dispatcher.Run(
                nameof(ClipByGlobalNorm), new ElementwisePrimitive(ElementwiseFunction.Multiply), [tensor, ExpandView(scale, tensor.Shape)], [tensor]);
            tensor.MarkChanged(nameof(ClipByGlobalNorm));
        }

        return norm;
    }

    /// <summary>Moves every element of all tensors, in place, into −bound to bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative or NaN.</exception>
    public static void ClipByValue(double bound, params ReadOnlySpan<Tensor> tensors)
    {
        if (!(bound >= 0)) throw new ArgumentOutOfRangeException(nameof(bound), bound, "The bound is 0 or more.");
        foreach (Tensor tensor in tensors)
        {
            Dispatcher.Run(nameof(ClipByValue), new ElementwisePrimitive(ElementwiseFunction.Clamp, -bound, bound), [tensor], [tensor]);
            tensor.MarkChanged(nameof(ClipByValue));
        }
    }
}
