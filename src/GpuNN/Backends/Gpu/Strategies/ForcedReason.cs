namespace GpuNN.Backends.Gpu;

/// <summary>Why strategies are forced on this thread: a test wants it, or the tuner measured it.</summary>
internal static class ForcedReason
{
    [ThreadStatic]
    private static string? _measured;

    /// <summary>The reason in words.</summary>
    public static string Current => _measured ?? "it is forced";

    /// <summary>Sets what the tuner says, or nothing; returns what stood there before.</summary>
    public static string? Exchange(string? reason)
    {
        string? previous = _measured;
        _measured = reason;
        return previous;
    }
}
