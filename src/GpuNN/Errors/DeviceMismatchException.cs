namespace GpuNN;

/// <summary>Tensors that must be on one device are not, or a device is not there.</summary>
public sealed class DeviceMismatchException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
