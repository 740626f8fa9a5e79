namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>A marker command whose event carries the device's clock.</summary>
internal sealed unsafe class CLProfilingMarker : ProfilingMarker
{
    private const uint CommandEnd = 0x1283;

    private readonly nint _event;

    public CLProfilingMarker(CLStream stream)
        : base(stream.Accelerator)
    {
        nint marker;
        OpenClError.Check(
            OpenClNative.clEnqueueMarkerWithWaitList(stream.Queue, 0, null, &marker), stream.Accelerator.Name, "clEnqueueMarkerWithWaitList");
        _event = marker;
    }

    ~CLProfilingMarker() => Release(disposing: false);

    public override void Synchronize()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        nint marker = _event;
        OpenClError.Check(OpenClNative.clWaitForEvents(1, &marker), Accelerator.Name, "clWaitForEvents");
    }

    public override TimeSpan MeasureFrom(ProfilingMarker marker)
    {
        if (marker is not CLProfilingMarker start || start.Accelerator != Accelerator)
            throw new ArgumentException("The marker belongs to another accelerator.", nameof(marker));
        const long NanosecondsPerTick = 1_000_000_000 / TimeSpan.TicksPerSecond;
        return TimeSpan.FromTicks((long)(Nanoseconds() - start.Nanoseconds()) / NanosecondsPerTick);
    }

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
        if (_event != 0)
            OpenClNative.clReleaseEvent(_event);
    }

    private ulong Nanoseconds()
    {
        Synchronize();
        ulong time;
        int code = OpenClNative.clGetEventProfilingInfo(_event, CommandEnd, sizeof(ulong), &time, null);
        if (code != OpenClError.Success)
        {
            throw new AcceleratorException(AcceleratorType.OpenCL, $"{Accelerator.Name}: {OpenClError.NameOf(code)}; make the context with builder.Profiling() to measure times.");
        }
        return time;
    }
}
