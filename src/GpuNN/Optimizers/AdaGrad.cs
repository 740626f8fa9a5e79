namespace GpuNN.Optimizers;

/// <summary>AdaGrad (Duchi et al., 2011): s ← s + g², θ ← θ − η·g / (√s + ε).</summary>
public sealed class AdaGrad : Optimizer
{
    /// <summary>An optimiser of these parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ, added to the gradient as λ·θ.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or NaN.</exception>
    public AdaGrad(IEnumerable<Parameter> parameters, double learningRate = 0.01, double epsilon = 1e-10, double weightDecay = 0)
        : this([new ParameterGroup(parameters)], learningRate, epsilon, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <inheritdoc cref="AdaGrad(IEnumerable{Parameter}, double, double, double)" path="/exception"/>
    public AdaGrad(IEnumerable<ParameterGroup> groups, double learningRate = 0.01, double epsilon = 1e-10, double weightDecay = 0)
        : base(groups, learningRate)
    {
        Epsilon = epsilon;
        WeightDecay = weightDecay;
    }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the divisor is √(s + ε), as in the notes.</summary>
    public bool EpsilonInside { get; init; }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate, double weightDecay) =>
        Operators.AdaGradStep(parameter, gradient, state["squares"], learningRate, Epsilon, weightDecay, EpsilonInside);
}
