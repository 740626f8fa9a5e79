namespace GpuNN.Jit;

/// <summary>The copies of a dense buffer: those of its view.</summary>
public static class BufferExtensions
{
    /// <summary>Allocates a buffer with the content of <paramref name="data"/>.</summary>
    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, T[] data)
        where T : unmanaged => accelerator.Allocate1D(accelerator.DefaultStream, data);

    /// <summary>Allocates a buffer with the content of <paramref name="data"/>.</summary>
    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(
        this Accelerator accelerator, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        MemoryBuffer1D<T, Stride1D.Dense> buffer = accelerator.Allocate1D<T>(data.Length);
        buffer.AsContiguous().CopyFromCPU(stream, data);
        return buffer;
    }

    /// <summary>Copies <paramref name="data"/> to the beginning of the buffer and waits.</summary>
    public static void CopyFromCPU<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer, T[] data)
        where T : unmanaged => buffer.AsContiguous().CopyFromCPU(data);

    /// <summary>Copies <paramref name="data"/> to the beginning of the buffer and waits.</summary>
    public static void CopyFromCPU<T>(
        this MemoryBuffer1D<T, Stride1D.Dense> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged => buffer.AsContiguous().CopyFromCPU(stream, data);

    /// <summary>Copies the whole buffer to the beginning of <paramref name="data"/> and waits.</summary>
    public static void CopyToCPU<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer, T[] data)
        where T : unmanaged => buffer.AsContiguous().CopyToCPU(data);

    /// <summary>Copies the whole buffer to the beginning of <paramref name="data"/> and waits.</summary>
    public static void CopyToCPU<T>(
        this MemoryBuffer1D<T, Stride1D.Dense> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged => buffer.AsContiguous().CopyToCPU(stream, data);

    /// <summary>The buffer's elements as a new array.</summary>
    public static T[] GetAsArray1D<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer)
        where T : unmanaged => buffer.AsContiguous().GetAsArray();

    /// <summary>Fills the buffer with zero.</summary>
    public static void MemSetToZero<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer)
        where T : unmanaged => buffer.AsContiguous().MemSetToZero();

    /// <summary>Fills the buffer with zero.</summary>
    public static void MemSetToZero<T>(this MemoryBuffer1D<T, Stride1D.Dense> buffer, AcceleratorStream stream)
        where T : unmanaged => buffer.AsContiguous().MemSetToZero(stream);
}
