using GpuNN.Backends;

namespace GpuNN;

/// <summary>Is told of every primitive that the tensor layer runs: profilers and recorders.</summary>
internal interface IExecutionObserver
{
    /// <summary>Called before a primitive is run.</summary>
    void Executing(string operatorName, Primitive primitive, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs);

    /// <summary>Called after a primitive was run or queued.</summary>
    void Executed(string operatorName, Primitive primitive, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs);
}
