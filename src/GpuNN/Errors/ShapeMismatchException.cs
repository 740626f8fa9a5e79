namespace GpuNN;

/// <summary>A tensor has the wrong shape, or an extent or axis is out of range.</summary>
public sealed class ShapeMismatchException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
