namespace GpuNN.Backends.Gpu;

/// <summary>Marks in a queue of GpuNN.Jit.</summary>
internal sealed class LaunchProgress(AcceleratorStream stream) : ILaunchProgress
{
    private readonly StreamProgress _marks = stream.TrackProgress();

    public long? Reached => _marks.Reached;

    public string? Failure => _marks.Failure;

    public long Mark() => _marks.Mark();

    public void Reset() => _marks.Reset();

    public void Dispose() => _marks.Dispose();
}
