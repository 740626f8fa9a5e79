using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>Marker commands, whose events say whether they ran: a command that fails takes those behind it with it.</summary>
internal sealed unsafe class CLStreamProgress(CLStream stream) : StreamProgress(stream.Accelerator)
{
    private const uint CommandExecutionStatus = 0x11D3;
    private const int Complete = 0;

    private readonly Queue<nint> _pending = new();
    private int _failure;

    ~CLStreamProgress() => Release(disposing: false);

    public override long? Reached
    {
        get
        {
            Reap();
            return Marked - _pending.Count;
        }
    }

    public override string? Failure
    {
        get
        {
            Reap();
            return _failure == 0 ? null : OpenClError.NameOf(_failure);
        }
    }

    public override long Mark()
    {
        Reap();
        nint marker;
        OpenClError.Check(
            OpenClNative.clEnqueueMarkerWithWaitList(stream.Queue, 0, null, &marker), Accelerator.Name, "clEnqueueMarkerWithWaitList");
        _pending.Enqueue(marker);
        return ++Marked;
    }

    public override void Reset()
    {
        while (_pending.TryDequeue(out nint marker))
            OpenClNative.clReleaseEvent(marker);
        _failure = 0;
    }

    private protected override void DisposeAcceleratorObject(bool disposing) => Reset();

    /// <summary>Lets go of what has run, up to the first that has not.</summary>
    private void Reap()
    {
        while (_failure == 0 && _pending.TryPeek(out nint marker))
        {
            int status;
            int error = OpenClNative.clGetEventInfo(marker, CommandExecutionStatus, sizeof(int), &status, null);
            if (error != OpenClError.Success || status < 0)
                _failure = error != OpenClError.Success ? error : status;
            else if (status != Complete)
                return;
            else
                OpenClNative.clReleaseEvent(_pending.Dequeue());
        }
    }
}
