namespace GpuNN;

/// <summary>A tensor has the wrong element type.</summary>
public sealed class DTypeMismatchException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
