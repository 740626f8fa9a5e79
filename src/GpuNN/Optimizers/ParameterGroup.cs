namespace GpuNN.Optimizers;

/// <summary>Parameters with settings of their own: a slower backbone, biases without decay.</summary>
public sealed class ParameterGroup
{
    /// <summary>A group of these parameters.</summary>
    public ParameterGroup(IEnumerable<Parameter> parameters) => Parameters = [.. parameters];

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What the optimiser's learning rate is multiplied by, whatever a schedule makes of it.</summary>
    public double LearningRateFactor { get; set; } = 1;

    /// <summary>λ of the decay, in the place of the optimiser's; null for that.</summary>
    public double? WeightDecay { get; set; }

    /// <summary>λ₁ of the L1 penalty, in the place of the optimiser's; null for that.</summary>
    public double? L1Penalty { get; set; }
}
