using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers.Cuda;

/// <summary>A stream that does not wait for the legacy default stream.</summary>
internal sealed unsafe class CudaStream : AcceleratorStream
{
    private const uint NonBlocking = 1;

    private readonly nint _handle;

    public CudaStream(CudaAccelerator accelerator)
        : base(accelerator)
    {
        accelerator.Bind();
        nint handle;
        CudaError.Check(CudaNative.cuStreamCreate(&handle, NonBlocking), accelerator.Name);
        _handle = handle;
    }

    ~CudaStream() => Release(disposing: false);

    /// <summary>The driver's handle; its context is current for the calling thread afterwards.</summary>
    public nint Bind()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ((CudaAccelerator)Accelerator).Bind();
        return _handle;
    }

    public override void Synchronize() => CudaError.Check(CudaNative.cuStreamSynchronize(Bind()), Accelerator.Name);

    internal override StreamProgress TrackProgressInternal() => new CudaStreamProgress(this);

    private protected override ProfilingMarker AddProfilingMarkerInternal() => new CudaProfilingMarker(this);

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
        if (_handle == 0)
            return;
        ((CudaAccelerator)Accelerator).Bind();
        CudaNative.cuStreamDestroy_v2(_handle);
    }
}
