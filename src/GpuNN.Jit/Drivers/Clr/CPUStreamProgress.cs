using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers.Clr;

/// <summary>Operations run as they are enqueued: every mark is passed when it is made.</summary>
internal sealed class CPUStreamProgress(CPUStream stream) : StreamProgress(stream.Accelerator)
{
    public override long? Reached => Marked;

    public override string? Failure => null;

    public override long Mark() => ++Marked;

    public override void Reset()
    {
    }

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
    }
}
