namespace GpuNN.Metrics;

/// <summary>How much of a loss's gradient reaches each step of a sequence: it shows gradients that vanish or explode.</summary>
public static class GradientFlow
{
    /// <summary>‖∂L/∂x[t]‖₂ for each step t.</summary>
    /// <param name="loss">L, a scalar; its tape is retained.</param>
    /// <param name="sequence">x [T, …], on the tape: the inputs of a recurrent network, or projections of them.</param>
    /// <returns>The norms, first step first.</returns>
    /// <exception cref="TapeException">The loss was not recorded, or does not depend on the sequence.</exception>
    public static double[] NormPerStep(Tensor loss, Tensor sequence)
    {
        Tensor gradient = loss.GradientsOf([sequence], retainTape: true)[0]
            ?? throw new TapeException(nameof(NormPerStep), nameof(sequence), "a sequence that the loss does not depend on", "one that it does");
        using IDisposable restoration = NoGrad.Begin();
        Tensor steps = gradient.Reshape(gradient.Shape[0], gradient.Shape[1..].Count);
        return steps.Square().Sum([1]).Sqrt().Cast(DType.Float64).ToArray<double>();
    }
}
