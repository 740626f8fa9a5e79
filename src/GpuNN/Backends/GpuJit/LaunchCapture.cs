namespace GpuNN.Backends.Gpu;

/// <summary>Launches that are queued again with the same arguments: a graph of the driver's on CUDA, a list elsewhere.</summary>
internal sealed class LaunchCapture(LaunchGraph graph, AcceleratorStream stream) : IDisposable
{
    /// <summary>Captures what the work queues, which does not run; null where the runtime captures nothing.</summary>
    public static LaunchCapture? Of(AcceleratorStream stream, Action work) => new(stream.Capture(work), stream);

    public void Launch() => graph.Launch(stream);

    public void Dispose() => graph.Dispose();
}
