using System.Globalization;
using System.Text;
using GpuNN.Backends;
using GpuNN.Memory;
using GpuNN.Recording;

namespace GpuNN;

/// <summary>A function of tensors written down as a list of primitives: it runs once to be recorded, and from then on its
/// steps are replayed on new inputs, without running it again, in buffers planned once. A replay gives the bits that
/// running the function gives. Shapes are those of the recording; what the function reads besides its inputs (parameters)
/// is read where it is at each replay. Not thread-safe.</summary>
public sealed class RecordedFunction : IDisposable
{
    private readonly Device _device;
    private readonly List<RecordedValue> _values;
    private readonly List<DeviceBuffer> _buffers;
    private readonly PreparedStep[] _prepared;
    private readonly List<(IPreparedRun? Run, Range Steps)> _runs = [];
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _results;
    private bool _isDisposed;

    private RecordedFunction(Device device, FunctionRecorder recorder, RecordedOperand[] inputs, RecordedOperand[] results)
    {
        _device = device;
        _values = recorder.Values;
        Steps = recorder.Steps;
        Inputs = inputs;
        Results = results;
        _buffers = BufferPlan.Assign(_values, bytes => device.Memory.Allocate(bytes, nameof(RecordedFunction)));
        _prepared = [.. Steps.Select(Prepare)];
        PrepareRuns();
        _inputs = [.. inputs.Select(TensorOf)];
        _results = [.. results.Select(TensorOf)];
    }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<RecordedStep> Steps { get; }

    /// <summary>The function's arguments.</summary>
    public IReadOnlyList<RecordedOperand> Inputs { get; }

    /// <summary>What it returns.</summary>
    public IReadOnlyList<RecordedOperand> Results { get; }

    /// <summary>The memory that the steps read and write, by number.</summary>
    internal IReadOnlyList<RecordedValue> Values => _values;

    /// <summary>The bytes of the planned buffers.</summary>
    public long PlannedBytes => _buffers.Sum(buffer => buffer.Bytes);

    /// <summary>What the computed values and inputs would take with a buffer each.</summary>
    public long UnplannedBytes => _values.Where(value => value.Kind != RecordedValueKind.Constant).Sum(value => value.Bytes);

    /// <summary>Runs a function once and records it.</summary>
    /// <exception cref="TapeException">The function reads a tensor's numbers on the host, which a replay could not
    /// follow.</exception>
    public static RecordedFunction Record(Func<Tensor[], Tensor[]> function, params Tensor[] inputs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Length);
        var recorder = new FunctionRecorder();
        RecordedOperand[] arguments = [.. inputs.Select(recorder.AddInput)];
        var scope = new LifetimeScope { IsOpen = true };
        RecordedOperand[] results;
        using (AmbientState.Use(AmbientState.Current with { Observer = recorder, Scope = scope, StepIsExplicit = true }))
        {
            results = [.. function(inputs).Select(recorder.AddResult)];
        }

        scope.End("the end of the recording", new LifetimeScope());
        return new(inputs[0].Device, recorder, arguments, results);
    }

    /// <inheritdoc cref="Record(Func{Tensor[], Tensor[]}, Tensor[])"/>
    public static RecordedFunction Record(Func<Tensor, Tensor> function, Tensor input) =>
        Record(tensors => [function(tensors[0])], input);

    /// <summary>Replays the steps on new inputs of the recorded shapes. The results are overwritten by the next
    /// replay.</summary>
    /// <exception cref="ShapeMismatchException">An input has another shape, or there are more or fewer.</exception>
    public IReadOnlyList<Tensor> Replay(params ReadOnlySpan<Tensor> inputs)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (inputs.Length != _inputs.Length)
            throw new ShapeMismatchException(nameof(Replay), nameof(inputs), $"{inputs.Length} inputs", $"{_inputs.Length}");
        for (int index = 0; index < inputs.Length; index++)
        {
            if (inputs[index].Shape != _inputs[index].Shape || inputs[index].DType != _inputs[index].DType)
                throw new ShapeMismatchException(
                    nameof(Replay), $"input {index}", $"{inputs[index].DType}{inputs[index].Shape}", $"{_inputs[index].DType}{_inputs[index].Shape}");
            Dispatcher.Run(nameof(Replay), CopyPrimitive.Instance, [inputs[index]], [_inputs[index]]);
        }

        foreach (var (run, steps) in _runs)
        {
            if (run is not null) run.Execute();
            else Execute(_prepared.AsSpan(steps));
        }

        return _results;
    }

    /// <summary>Frees the planned buffers.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        foreach (var (run, _) in _runs) run?.Dispose();
        foreach (Tensor tensor in (Tensor[])[.. _inputs, .. _results]) tensor.Dispose();
        foreach (RecordedValue value in _values) value.Constant?.Dispose();
        foreach (DeviceBuffer buffer in _buffers) _device.Memory.Free(buffer, byFinalizer: false);
    }

    /// <summary>The steps as text: <c>%3 = MatrixMultiply(%0, %1) → Float32[32, 10]</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (RecordedValue value in _values.Where(value => value.Kind != RecordedValueKind.Computed))
            text.Append(CultureInfo.InvariantCulture, $"%{value.Number} is {(value.Kind == RecordedValueKind.Input ? "an input" : "a constant")}\n");
        foreach (RecordedStep step in Steps)
        {
            text.AppendJoin(", ", step.Outputs.Select(output => $"%{output.Value}"))
                .Append(CultureInfo.InvariantCulture, $" = {step.Primitive.Name}(")
                .AppendJoin(", ", step.Inputs.Select(input => $"%{input.Value}"))
                .Append(") → ")
                .AppendJoin(", ", step.Outputs.Select(output => $"{output.DType}{output.Shape}"))
                .Append('\n');
        }

        return text.Append("returns ").AppendJoin(", ", Results.Select(result => $"%{result.Value}")).Append('\n').ToString();
    }

    /// <summary>A drawing of the steps, top to bottom, as an SVG document.</summary>
    public string ToSvg() => RecordedDrawing.Draw(_values, this);

    /// <summary>A random step draws fresh numbers at each replay; it allocates its new attributes.</summary>
    private static Primitive Advance(in PreparedStep step)
    {
        if (step.Primitive is not RandomPrimitive random) return step.Primitive;
        RandomState state = RandomState.Current;
        return random with { Seed = state.Seed, Offset = state.Take(step.RandomCounters) };
    }

    /// <summary>Hands all steps between those that draw random numbers, which change at each replay, to the device at once.</summary>
    private void PrepareRuns()
    {
        int first = 0;
        for (int step = 0; step <= _prepared.Length; step++)
        {
            if (step < _prepared.Length && _prepared[step].Primitive is not RandomPrimitive) continue;
            if (step > first)
            {
                PreparedComputation[] computations =
                    [.. _prepared[first..step].Select(one => new PreparedComputation(one.Primitive, one.Inputs, one.Outputs))];
                _runs.Add((_device.Backend.Prepare(computations), first..step));
            }

            if (step < _prepared.Length) _runs.Add((null, step..(step + 1)));
            first = step + 1;
        }
    }

    private void Execute(ReadOnlySpan<PreparedStep> steps)
    {
        foreach (ref readonly PreparedStep step in steps) _device.Backend.Execute(Advance(step), step.Inputs, step.Outputs);
    }

    private PreparedStep Prepare(RecordedStep step) =>
        new(step.Primitive, step.RandomCounters, [.. step.Inputs.Select(ViewOf)], [.. step.Outputs.Select(ViewOf)]);

    private BufferView ViewOf(RecordedOperand operand) =>
        new(BufferOf(operand), operand.DType, operand.Shape, operand.Strides, operand.Offset);

    private DeviceBuffer BufferOf(RecordedOperand operand)
    {
        RecordedValue value = _values[operand.Value];
        return value.Constant is { } constant ? constant.View(nameof(RecordedFunction)).Buffer : value.Buffer!;
    }

    private Tensor TensorOf(RecordedOperand operand) => new(
        new TensorStorage(_device, BufferOf(operand), nameof(RecordedFunction), isBorrowed: true),
        operand.DType,
        operand.Shape,
        operand.Strides,
        operand.Offset);

    private readonly record struct PreparedStep(Primitive Primitive, long RandomCounters, BufferView[] Inputs, BufferView[] Outputs);
}
