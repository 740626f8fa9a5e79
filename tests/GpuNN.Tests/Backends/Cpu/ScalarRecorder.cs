using GpuNN.Backends;

namespace GpuNN.Tests.Backends.Cpu;

/// <summary>Notes which primitives run through scalar code on the CPU while it lives, with the reasons.</summary>
internal sealed class ScalarRecorder : IExecutionObserver, IDisposable
{
    private readonly IExecutionObserver? _before = AmbientState.Current.Observer;

    public ScalarRecorder() => AmbientState.Current = AmbientState.Current with { Observer = this };

    /// <summary>A line for each primitive and reason.</summary>
    public HashSet<string> Scalar { get; } = [];

    /// <summary>How many primitives ran on the CPU.</summary>
    public int Executions { get; private set; }

    public void Executing(string operatorName, Primitive primitive)
    {
    }

    public void Executed(string operatorName, Primitive primitive, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        if (outputs[0].Device != Device.Cpu)
        {
            return;
        }

        Executions++;
        BufferView[] given = Array.ConvertAll(inputs.ToArray(), tensor => tensor.View(operatorName));
        BufferView[] results = Array.ConvertAll(outputs.ToArray(), tensor => tensor.View(operatorName));
        string explanation = Device.Cpu.Backend.Explain(primitive, given, results);
        if (explanation.Contains(": scalar", StringComparison.Ordinal))
        {
            Scalar.Add(explanation);
        }
    }

    public void Reading(string operatorName, Tensor tensor)
    {
    }

    public void Dispose() => AmbientState.Current = AmbientState.Current with { Observer = _before };
}
