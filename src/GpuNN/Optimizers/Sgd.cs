namespace GpuNN.Optimizers;

/// <summary>Stochastic gradient descent, with d = g + λ·θ: θ ← θ − η·d; with momentum μ: v ← μ·v + d, θ ← θ − η·v; Nesterov's
/// form steps by d + μ·v.</summary>
/// <remarks>The learning rate stands outside of the velocity, as in PyTorch; <see cref="RateInside"/> puts it inside,
/// v ← μ·v + η·d, θ ← θ − v, as the course notes do. The two part once η changes.</remarks>
public sealed class Sgd : Optimizer
{
    /// <summary>An optimiser of these parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ; 0 for plain descent.</param>
    /// <param name="isNesterov">Whether it looks ahead.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate or the momentum is negative or NaN.</exception>
    public Sgd(
        IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, bool isNesterov = false, double weightDecay = 0)
        : this([new ParameterGroup(parameters)], learningRate, momentum, isNesterov, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <inheritdoc cref="Sgd(IEnumerable{Parameter}, double, double, bool, double)" path="/exception"/>
    public Sgd(
        IEnumerable<ParameterGroup> groups, double learningRate, double momentum = 0, bool isNesterov = false, double weightDecay = 0)
        : base(groups, learningRate)
    {
        if (!(momentum >= 0)) throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "The momentum is 0 or more.");
        Momentum = momentum;
        IsNesterov = isNesterov;
        WeightDecay = weightDecay;
    }

    /// <summary>μ.</summary>
    public double Momentum { get; set; }

    /// <summary>τ: the velocity takes (1 − τ)·d up, but all of the first d.</summary>
    public double Dampening { get; init; }

    /// <summary>Whether it looks ahead.</summary>
    public bool IsNesterov { get; }

    /// <summary>Whether η is inside of the velocity.</summary>
    public bool RateInside { get; init; }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate, double weightDecay)
    {
        if (Momentum == 0)
        {
            Operators.SgdStep(parameter, gradient, learningRate, weightDecay);
            return;
        }

        Tensor velocity = state["velocity"];
        if (IsNesterov)
        {
            Operators.NesterovStep(parameter, gradient, velocity, learningRate, Momentum, weightDecay, RateInside);
            return;
        }

        double dampening = state.Step == 1 ? 0 : Dampening;
        Operators.MomentumStep(parameter, gradient, velocity, learningRate, Momentum, dampening, weightDecay, RateInside);
    }
}
