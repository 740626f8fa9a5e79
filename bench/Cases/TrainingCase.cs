using GpuNN.Optimizers;

namespace GpuNN.Bench.Cases;

/// <summary>Forward, backward and update, over and over. The outputs are the first step's loss and its
/// gradients: Adam divides by a gradient's size, so that parameters after its step say nothing where gradients are near zero.
/// Updates have families of their own.</summary>
internal sealed class TrainingCase : IOurCase
{
    private readonly CaseTensors _tensors;
    private readonly (string Name, Parameter Parameter)[] _parameters;
    private readonly Func<Tensor> _loss;
    private readonly Optimizer _optimizer;

    /// <param name="tensors">The inputs, which the case then owns.</param>
    /// <param name="parameters">The parameters by the names of the other side, in its order; owned too.</param>
    /// <param name="loss">The forward pass.</param>
    /// <param name="optimizer">Makes the optimiser of the parameters.</param>
    public TrainingCase(
        CaseTensors tensors, (string Name, Parameter Parameter)[] parameters, Func<Tensor> loss, Func<IEnumerable<Parameter>, Optimizer> optimizer)
    {
        (_tensors, _parameters, _loss) = (tensors, parameters, loss);
        using Step step = Step.Begin();
        _optimizer = optimizer(parameters.Select(one => one.Parameter));
    }

    public void Run()
    {
        using Step step = Step.Begin();
        _ = Advance();
    }

    public void Synchronize() => _tensors.Device.Synchronize();

    public IReadOnlyList<HostTensor> Outputs()
    {
        using Step step = Step.Begin();
        HostTensor loss = OperatorCase.Read("loss", Advance());
        return [loss, .. _parameters.Select(one => OperatorCase.Read(one.Name, one.Parameter.Grad!))];
    }

    public void Dispose()
    {
        _optimizer.ZeroGradients();
        foreach ((_, Parameter parameter) in _parameters)
            parameter.Dispose();
        _tensors.Dispose();
    }

    private Tensor Advance()
    {
        _optimizer.ZeroGradients();
        Tensor loss = _loss();
        loss.Backward();
        _optimizer.Step();
        return loss;
    }
}
