namespace GpuNN.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019): θ ← θ − η·λ·θ, then the step of <see cref="Adam"/> without
/// decay.</summary>
public sealed class AdamW : Adam
{
    /// <summary>An optimiser of these parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ, decoupled from the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or NaN, or a β is not from 0 to below
    /// 1.</exception>
    public AdamW(
        IEnumerable<Parameter> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0.01)
        : base(parameters, learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <inheritdoc cref="AdamW(IEnumerable{Parameter}, double, double, double, double, double)" path="/exception"/>
    public AdamW(
        IEnumerable<ParameterGroup> groups,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0.01)
        : base(groups, learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate, double weightDecay) =>
        Operators.AdamWStep(
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
