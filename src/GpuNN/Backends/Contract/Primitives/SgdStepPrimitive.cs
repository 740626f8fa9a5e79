namespace GpuNN.Backends;

/// <summary>θ ← θ − η·(g + λ·θ). Input: g; output, changed in place: θ.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="WeightDecay">λ.</param>
public sealed record SgdStepPrimitive(double LearningRate, double WeightDecay = 0) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "SgdStep";
}
