using System.Runtime.InteropServices;

namespace GpuNN.Backends;

/// <summary>
/// Native memory for tensors, packed weights and scratch. On Linux, large blocks ask for huge pages: a product of 2048³ touches
/// 12,000 pages of 4 KiB, six times what a second-level TLB holds, and prefetchers stop at the end of a page. Where the system
/// refuses, the block has ordinary pages. <c>GPUNN_HUGE_PAGES=0</c> asks for none.
/// </summary>
internal static unsafe partial class HostMemory
{
    private const nuint HugePage = 2 * 1024 * 1024;
    private const int AdviseHugePages = 14;

    private static bool s_asksForHugePages =
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("GPUNN_HUGE_PAGES") != "0";

    /// <summary>Allocates; the memory is not cleared.</summary>
    /// <exception cref="OutOfMemoryException">The system has no room.</exception>
    public static void* Allocate(nuint bytes, nuint alignment)
    {
        if (bytes < HugePage || !s_asksForHugePages) return NativeMemory.AlignedAlloc(bytes, alignment);

        void* address = NativeMemory.AlignedAlloc(bytes, HugePage);
        try
        {
            _ = Advise(address, bytes, AdviseHugePages);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            s_asksForHugePages = false;
        }

        return address;
    }

    /// <summary>Frees what <see cref="Allocate"/> gave; null is allowed.</summary>
    public static void Free(void* address) => NativeMemory.AlignedFree(address);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint bytes, int advice);
}
