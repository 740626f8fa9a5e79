using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>An in-order command queue.</summary>
internal sealed unsafe class CLStream : AcceleratorStream
{
    private readonly nint _queue;

    public CLStream(CLAccelerator accelerator, bool profiling)
        : base(accelerator)
    {
        int error;
        _queue = OpenClNative.clCreateCommandQueue(
            accelerator.ContextHandle,
            accelerator.DeviceHandle,
            profiling ? OpenClNative.QueueProfilingEnable : 0,
            &error);
        OpenClError.Check(error, accelerator.Name, "clCreateCommandQueue");
    }

    ~CLStream() => Release(disposing: false);

    public nint Queue
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _queue;
        }
    }

    public override void Synchronize() =>
        OpenClError.Check(OpenClNative.clFinish(Queue), Accelerator.Name, "clFinish");

    internal override StreamProgress TrackProgressInternal() => new CLStreamProgress(this);

    private protected override ProfilingMarker AddProfilingMarkerInternal() => new CLProfilingMarker(this);

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
        if (_queue == 0)
            return;
        OpenClNative.clFinish(_queue);
        OpenClNative.clReleaseCommandQueue(_queue);
    }
}
