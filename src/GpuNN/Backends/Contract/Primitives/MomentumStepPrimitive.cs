namespace GpuNN.Backends;

/// <summary>A step with momentum, with d = g + λ·θ. The learning rate outside of the velocity, as PyTorch has it:
/// v ← μ·v + (1 − τ)·d, θ ← θ − η·v; inside: v ← μ·v + η·(1 − τ)·d, θ ← θ − v. Nesterov's form steps by μ·v + d (inside:
/// μ·v + η·d) instead of v. Input: g; outputs, changed in place: θ, v.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Momentum">μ.</param>
/// <param name="Dampening">τ.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="IsNesterov">Whether the step looks ahead.</param>
/// <param name="RateInside">Whether η is applied before the velocity takes the gradient up.</param>
public sealed record MomentumStepPrimitive(
    double LearningRate,
    double Momentum,
    double Dampening = 0,
    double WeightDecay = 0,
    bool IsNesterov = false,
    bool RateInside = false) : Primitive
{
    /// <inheritdoc/>
    public override string Name => IsNesterov ? "NesterovStep" : "MomentumStep";
}
