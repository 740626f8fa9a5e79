namespace GpuNN;

/// <summary>A device, or the limit set for it, has no room for an allocation, not even after its cache was emptied.</summary>
public sealed class OutOfDeviceMemoryException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
