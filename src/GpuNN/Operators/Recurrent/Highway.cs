using GpuNN.Backends;

namespace GpuNN;

/// <content>Highway.</content>
public static partial class Operators
{
    /// <summary>g∘f(W·x + b) + (1 − g)∘x with the gate g = σ(W′·x + b′): a short cut that learns how much passes.</summary>
    /// <param name="x">[..., D].</param>
    /// <param name="weight">W [D, D].</param>
    /// <param name="bias">b [D], or none.</param>
    /// <param name="gateWeight">W′ [D, D].</param>
    /// <param name="gateBias">b′ [D], or none.</param>
    /// <param name="activation">f.</param>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    public static Tensor Highway(
        this Tensor x,
        Tensor weight,
        Tensor? bias,
        Tensor gateWeight,
        Tensor? gateBias,
        Activation activation = Activation.ReLU)
    {
        if (weight.Rank != 2 || weight.Shape[0] != weight.Shape[1])
            throw new ShapeMismatchException(nameof(Highway), nameof(weight), $"{weight.Shape}", "a square matrix");
        if (gateWeight.Shape != weight.Shape)
            throw new ShapeMismatchException(nameof(Highway), nameof(gateWeight), $"{gateWeight.Shape}", $"{weight.Shape}");
        Tensor transformed = x.LinearActivation(weight, bias, activation);
        Tensor gate = x.LinearActivation(gateWeight, gateBias, Activation.Sigmoid);
        return x.Lerp(transformed, gate);
    }
}
