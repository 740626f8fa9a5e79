using GpuNN.Backends;
using GpuNN.Memory;

namespace GpuNN.Recording;

/// <summary>Listens while a function runs once, and writes down its primitives. Values are told apart by their storage,
/// so that buffers reused during the recording do not matter.</summary>
internal sealed class FunctionRecorder : IExecutionObserver
{
    private readonly Dictionary<TensorStorage, RecordedValue> _byStorage = [];
    private readonly RandomState _random = RandomState.Current;

    public List<RecordedStep> Steps { get; } = [];

    public List<RecordedValue> Values { get; } = [];

    public RecordedOperand AddInput(Tensor input)
    {
        if (_byStorage.ContainsKey(input.Storage))
            throw new TapeException(nameof(RecordedFunction), "inputs", "two inputs that share memory", "inputs of their own; Clone() one");
        Add(input, RecordedValueKind.Input, -1);
        return Operand(input);
    }

    /// <summary>A result of the function, which lives until the next replay.</summary>
    public RecordedOperand AddResult(Tensor result)
    {
        RecordedOperand operand = Operand(result);
        Values[operand.Value].LastStep = int.MaxValue;
        return operand;
    }

    public void Executing(string operatorName, Primitive primitive)
    {
    }

    public void Executed(
        string operatorName, Primitive primitive, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        var reads = new RecordedOperand[inputs.Length];
        for (int index = 0; index < inputs.Length; index++) reads[index] = Operand(inputs[index]);
        var writes = new RecordedOperand[outputs.Length];
        for (int index = 0; index < outputs.Length; index++)
        {
            if (!_byStorage.ContainsKey(outputs[index].Storage))
                Add(outputs[index], IsFresh(outputs[index]) ? RecordedValueKind.Computed : RecordedValueKind.Constant, Steps.Count);
            writes[index] = Operand(outputs[index]);
        }

        Steps.Add(new(operatorName, primitive, reads, writes)
        {
            RandomCounters = primitive is RandomPrimitive random ? _random.Position - (long)random.Offset : 0,
        });
    }

    public void Reading(string operatorName, Tensor tensor) => throw new TapeException(
        nameof(RecordedFunction),
        null,
        $"{operatorName} on a tensor made by {tensor.Storage.Maker}: what it reads would be frozen into the recording",
        "a function that computes with tensors only");

    /// <summary>Whether the recording's own scope owns the memory: then the function made it, and it can be planned.</summary>
    private static bool IsFresh(Tensor tensor) => tensor.Storage.Scope == AmbientState.Current.Scope;

    private RecordedOperand Operand(Tensor tensor)
    {
        if (!_byStorage.TryGetValue(tensor.Storage, out RecordedValue? value)) value = Add(tensor, RecordedValueKind.Constant, -1);
        value.LastStep = Math.Max(value.LastStep, Steps.Count);
        return new(value.Number, tensor.DType, tensor.Shape, tensor.Strides, tensor.Offset);
    }

    private RecordedValue Add(Tensor tensor, RecordedValueKind kind, int firstStep)
    {
        var value = new RecordedValue(Values.Count, kind, tensor.View(nameof(RecordedFunction)).Buffer.Bytes, firstStep)
        {
            // A view of its own: the operator may dispose the one that it made for the step.
            Constant = kind == RecordedValueKind.Constant ? tensor.Keep().Detach() : null,
        };
        Values.Add(value);
        _byStorage.Add(tensor.Storage, value);
        return value;
    }
}
