namespace GpuNN.Backends.Shapes;

/// <summary>A size without memory.</summary>
internal sealed class ShapeBuffer(long bytes) : DeviceBuffer(bytes)
{
    protected override void Dispose(bool disposing)
    {
    }
}
