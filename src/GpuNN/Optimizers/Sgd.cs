using GpuNN.Backends;

namespace GpuNN.Optimizers;

/// <summary>Stochastic gradient descent: θ ← θ − η·(g + λ·θ).</summary>
public sealed class Sgd : Optimizer
{
    /// <summary>An optimiser of these parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="weightDecay">λ.</param>
    public Sgd(IEnumerable<Parameter> parameters, double learningRate, double weightDecay = 0)
        : base(parameters)
    {
        LearningRate = learningRate;
        WeightDecay = weightDecay;
    }

    /// <summary>λ.</summary>
    public double WeightDecay { get; set; }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient) =>
        Operators.SgdStep(parameter, gradient, LearningRate, WeightDecay);
}
