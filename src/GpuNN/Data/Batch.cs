namespace GpuNN.Data;

/// <summary>Samples that go through a model together. The loader that made it frees it when the next one is asked
/// for.</summary>
/// <param name="Inputs">[n, ...].</param>
/// <param name="Targets">[n, ...].</param>
public sealed record Batch(Tensor Inputs, Tensor Targets) : IDisposable
{
    /// <summary>The number of samples.</summary>
    public int Count => (int)Inputs.Shape[0];

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }
}
