namespace GpuNN.Optimizers;

/// <summary>Adam (Kingma and Ba, 2015): m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², θ ← θ − η·m̂ / (√v̂ + ε), where m̂ and v̂ are
/// corrected for starting from 0.</summary>
public class Adam : Optimizer
{
    /// <summary>An optimiser of these parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ, added to the gradient as λ·θ; <see cref="AdamW"/> decouples it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or NaN, or a β is not from 0 to below
    /// 1.</exception>
    public Adam(
        IEnumerable<Parameter> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0)
        : this([new ParameterGroup(parameters)], learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <inheritdoc cref="Adam(IEnumerable{Parameter}, double, double, double, double, double)" path="/exception"/>
    public Adam(
        IEnumerable<ParameterGroup> groups,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0)
        : base(groups, learningRate)
    {
        if (!(beta1 is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(beta1), beta1, "β₁ is from 0 to below 1.");
        if (!(beta2 is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(beta2), beta2, "β₂ is from 0 to below 1.");
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
        WeightDecay = weightDecay;
    }

    /// <summary>β₁.</summary>
    public double Beta1 { get; }

    /// <summary>β₂.</summary>
    public double Beta2 { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the divisor is √(v̂ + ε), as in the notes.</summary>
    public bool EpsilonInside { get; init; }

    /// <summary>Whether the largest v so far normalises (Reddi et al., 2018).</summary>
    public bool IsAmsGrad { get; init; }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate, double weightDecay) =>
        Operators.AdamStep(
            parameter,
            gradient,
            state["first"],
            state["second"],
            state.Step,
            learningRate,
            Beta1,
            Beta2,
            Epsilon,
            weightDecay,
            EpsilonInside,
            IsAmsGrad ? state["largest"] : null);
}
