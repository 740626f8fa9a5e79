using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Launches that were captured, and which kernels they count as.</summary>
internal sealed class CapturedLaunches(LaunchCapture capture, (KernelUse Use, long Launches)[] counts) : IDisposable
{
    public void Queue(KernelSet kernels)
    {
        capture.Launch();
        kernels.Count(counts, 1);
    }

    public void Dispose() => capture.Dispose();
}
