using GpuNN.Backends;

namespace GpuNN;

/// <summary>Is told of every primitive that the tensor layer runs, and of every time the host reads: profilers and
/// recorders.</summary>
internal interface IExecutionObserver
{
    /// <summary>Called before a primitive is run.</summary>
    void Executing(string operatorName, Primitive primitive);

    /// <summary>Called after a primitive was run or queued, with the operands that the backend saw.</summary>
    void Executed(string operatorName, Primitive primitive, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs);

    /// <summary>Called before the host reads a tensor.</summary>
    void Reading(string operatorName, Tensor tensor);
}
