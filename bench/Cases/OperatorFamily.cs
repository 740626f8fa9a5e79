namespace GpuNN.Bench.Cases;

/// <summary>A family whose cases are one operator: its result, its gradients, or both.</summary>
internal abstract class OperatorFamily : CaseFamily
{
    /// <summary>The result's name on the other side.</summary>
    protected virtual string Output => "y";

    public override IOurCase Prepare(BenchmarkCase one, CaseTensors tensors) =>
        new OperatorCase(tensors, one.Direction, Output, Differentiated(one), Bind(one, tensors));

    /// <summary>The inputs whose gradients a backward or training case wants.</summary>
    protected virtual string[] Differentiated(BenchmarkCase one) => ["x"];

    /// <summary>The operator on its inputs, ready to call.</summary>
    /// <exception cref="NotSupportedException">The library has no such operator.</exception>
    protected abstract Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors);
}
