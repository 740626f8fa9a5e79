namespace GpuNN.Jit.Drivers.Clr;

/// <summary>All memory of this process as a buffer: a view's offset in it is its address.</summary>
internal sealed class HostMemory(CPUAccelerator accelerator) : MemoryBuffer(accelerator)
{
    public ArrayView<T> View<T>(nint address, long length)
        where T : unmanaged => ArrayView<T>.At(this, address, length);
}
