namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>When a result is too large to be found in the cache by whoever reads it next.</summary>
internal static class CacheLimits
{
    private const long LastLevelBytes = 32L * 1024 * 1024;

    public static bool IsBeyond(long bytes) => bytes > LastLevelBytes;
}
