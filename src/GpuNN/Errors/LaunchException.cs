namespace GpuNN;

/// <summary>A launch on a device failed; the operator is the one that queued it.</summary>
public sealed class LaunchException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
