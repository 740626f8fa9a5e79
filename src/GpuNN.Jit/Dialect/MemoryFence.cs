namespace GpuNN.Jit;

/// <summary>Orders an item's memory accesses before the fence against those after it, as seen by others.</summary>
public static class MemoryFence
{
    /// <summary>As seen by the items of the same group.</summary>
    public static void GroupLevel() => Interlocked.MemoryBarrier();

    /// <summary>As seen by all items of the device.</summary>
    public static void DeviceLevel() => Interlocked.MemoryBarrier();

    /// <summary>As seen by the device and the host.</summary>
    public static void SystemLevel() => Interlocked.MemoryBarrier();
}
