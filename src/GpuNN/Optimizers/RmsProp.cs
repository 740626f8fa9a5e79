namespace GpuNN.Optimizers;

/// <summary>RMSProp (Hinton, 2012): s ← α·s + (1 − α)·g², θ ← θ − η·g / (√s + ε); centred on the gradient's mean and with
/// momentum where asked to.</summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>An optimiser of these parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="alpha">α.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="momentum">μ; 0 for none.</param>
    /// <param name="weightDecay">λ, added to the gradient as λ·θ.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or NaN.</exception>
    public RmsProp(
        IEnumerable<Parameter> parameters,
        double learningRate = 0.01,
        double alpha = 0.99,
        double epsilon = 1e-8,
        double momentum = 0,
        double weightDecay = 0)
        : this([new ParameterGroup(parameters)], learningRate, alpha, epsilon, momentum, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <inheritdoc cref="RmsProp(IEnumerable{Parameter}, double, double, double, double, double)" path="/exception"/>
    public RmsProp(
        IEnumerable<ParameterGroup> groups,
        double learningRate = 0.01,
        double alpha = 0.99,
        double epsilon = 1e-8,
        double momentum = 0,
        double weightDecay = 0)
        : base(groups, learningRate)
    {
        Alpha = alpha;
        Epsilon = epsilon;
        Momentum = momentum;
        WeightDecay = weightDecay;
    }

    /// <summary>α.</summary>
    public double Alpha { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>Whether the gradient's variance normalises instead of its second moment.</summary>
    public bool IsCentred { get; init; }

    /// <summary>Whether the divisor is √(s + ε), as in the notes.</summary>
    public bool EpsilonInside { get; init; }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate, double weightDecay) =>
        Operators.RmsPropStep(
            parameter,
            gradient,
            state["squares"],
            learningRate,
            Alpha,
            Epsilon,
            weightDecay,
            EpsilonInside,
            IsCentred ? state["mean"] : null,
            Momentum,
            Momentum != 0 ? state["velocity"] : null);
}
