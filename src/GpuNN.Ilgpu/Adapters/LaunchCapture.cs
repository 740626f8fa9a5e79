namespace GpuNN.Backends.Gpu;

/// <summary>ILGPU captures nothing: what was prepared is queued operator by operator.</summary>
internal abstract class LaunchCapture : IDisposable
{
    public static LaunchCapture? Of(AcceleratorStream stream, Action work) => null;

    public abstract void Launch();

    public abstract void Dispose();
}
