namespace GpuNN.Backends.Gpu;

/// <summary>ILGPU's queues have no marks that could be asked without waiting: operators are counted only.</summary>
internal sealed class LaunchProgress(AcceleratorStream stream) : ILaunchProgress
{
    private readonly AcceleratorStream _stream = stream;
    private long _marked;

    public long? Reached => null;

    public string? Failure => null;

    public long Mark() => ++_marked;

    public void Reset()
    {
    }

    public void Dispose() => _stream.Synchronize();
}
