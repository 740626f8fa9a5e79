namespace GpuNN.Jit.Extensions;

/// <summary>What a stream of GpuNN.Jit offers beyond ILGPU's.</summary>
public static class StreamExtensions
{
    /// <summary>
    /// Captures the kernels, fills and device-to-device copies that <paramref name="work"/> enqueues on the stream, without
    /// running them. Kernels must be loaded before; nothing may be allocated, read back or synchronised meanwhile.
    /// </summary>
    /// <exception cref="InvalidOperationException">The stream is capturing already, or the work did what cannot be captured.</exception>
    /// <exception cref="AcceleratorException">The driver refused.</exception>
    public static LaunchGraph Capture(this AcceleratorStream stream, Action work)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(work);
        return stream.Accelerator.Capture(stream, work);
    }

    /// <summary>Begins numbered marks in the stream, which tell how far the accelerator came, also after it has failed.</summary>
    /// <exception cref="AcceleratorException">The driver refused.</exception>
    public static StreamProgress TrackProgress(this AcceleratorStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.TrackProgressInternal();
    }
}
