namespace GpuNN.Optimizers;

/// <summary>AdaDelta (Zeiler, 2012): s ← ρ·s + (1 − ρ)·g², u = √(r + ε) / √(s + ε)·g, r ← ρ·r + (1 − ρ)·u², θ ← θ − η·u.</summary>
public sealed class AdaDelta : Optimizer
{
    /// <summary>An optimiser of these parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η; 1 in the paper, which has none.</param>
    /// <param name="rho">ρ.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ, added to the gradient as λ·θ.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or NaN.</exception>
    public AdaDelta(
        IEnumerable<Parameter> parameters, double learningRate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
        : this([new ParameterGroup(parameters)], learningRate, rho, epsilon, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <inheritdoc cref="AdaDelta(IEnumerable{Parameter}, double, double, double, double)" path="/exception"/>
    public AdaDelta(
        IEnumerable<ParameterGroup> groups, double learningRate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
        : base(groups, learningRate)
    {
        Rho = rho;
        Epsilon = epsilon;
        WeightDecay = weightDecay;
    }

    /// <summary>ρ.</summary>
    public double Rho { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>Whether ε is under the roots, as in the paper; else √r + ε and √s + ε.</summary>
    public bool EpsilonInside { get; init; } = true;

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate, double weightDecay) =>
        Operators.AdaDeltaStep(
            parameter, gradient, state["squares"], state["steps"], learningRate, Rho, Epsilon, weightDecay, EpsilonInside);
}
