namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>When operands are too large for a result to be found in the cache by whoever reads it next.</summary>
internal static class CacheLimits
{
    /// <summary>
    /// Whether operands of so many bytes together fill most of the last cache, so that little of a result would stay in
    /// it: then results go past it.
    /// </summary>
    public static bool IsBeyond(long bytes) => bytes > CacheSizes.Detected.Level3 / 4 * 3L;
}
