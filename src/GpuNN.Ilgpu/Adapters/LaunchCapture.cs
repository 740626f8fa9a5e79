namespace GpuNN.Backends.Gpu;

/// <summary>ILGPU captures nothing: what was prepared is queued operator by operator.</summary>
internal sealed class LaunchCapture : IDisposable
{
    private readonly AcceleratorStream _stream;

    private LaunchCapture(AcceleratorStream stream) => _stream = stream;

    public static LaunchCapture? Of(AcceleratorStream stream, Action work) => null;

    public void Launch() => _stream.Synchronize();

    public void Dispose()
    {
    }
}
