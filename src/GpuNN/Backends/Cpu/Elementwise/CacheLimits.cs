namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>When operands are too large for a result to be found in the cache by whoever reads it next.</summary>
internal static class CacheLimits
{
    /// <summary>Whether operands of so many bytes together exceed the last cache: then results go past it.</summary>
    public static bool IsBeyond(long bytes) => bytes > CacheSizes.Detected.Level3;
}
