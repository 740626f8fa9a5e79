namespace GpuNN.Jit.Drivers.Cuda;

/// <summary>An event in a stream.</summary>
internal sealed unsafe class CudaProfilingMarker : ProfilingMarker
{
    private readonly nint _event;

    public CudaProfilingMarker(CudaStream stream)
        : base(stream.Accelerator)
    {
        nint handle = stream.Bind();
        nint marker;
        CudaError.Check(CudaNative.cuEventCreate(&marker, 0), Accelerator.Name);
        _event = marker;
        CudaError.Check(CudaNative.cuEventRecord(marker, handle), Accelerator.Name);
    }

    ~CudaProfilingMarker() => Release(disposing: false);

    public override void Synchronize()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ((CudaAccelerator)Accelerator).Bind();
        CudaError.Check(CudaNative.cuEventSynchronize(_event), Accelerator.Name);
    }

    public override TimeSpan MeasureFrom(ProfilingMarker marker)
    {
        if (marker is not CudaProfilingMarker start || start.Accelerator != Accelerator)
            throw new ArgumentException("The marker belongs to another accelerator.", nameof(marker));
        start.Synchronize();
        Synchronize();
        float milliseconds;
        CudaError.Check(CudaNative.cuEventElapsedTime(&milliseconds, start._event, _event), Accelerator.Name);
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
        if (_event == 0)
            return;
        ((CudaAccelerator)Accelerator).Bind();
        CudaNative.cuEventDestroy_v2(_event);
    }
}
