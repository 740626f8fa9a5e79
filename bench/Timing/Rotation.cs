namespace GpuNN.Bench.Timing;

/// <summary>Hands out copies of a working set in turn, enough of them that the last cache has forgotten each.</summary>
internal sealed class Rotation<T>(IReadOnlyList<T> copies)
{
    private int _next;

    public int Count => copies.Count;

    public T Next()
    {
        T copy = copies[_next];
        _next = _next + 1 == copies.Count ? 0 : _next + 1;
        return copy;
    }
}

/// <summary>How many copies of a working set it takes to leave a cache.</summary>
internal static class Rotation
{
    /// <summary>Together the copies are at least twice the cache, so each was evicted before its next turn.</summary>
    public static int CopiesBeyond(long cacheBytes, long workingSetBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cacheBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workingSetBytes);
        return (int)Math.Clamp((2 * cacheBytes + workingSetBytes - 1) / workingSetBytes, 1, 64);
    }
}
