namespace GpuNN;

/// <summary>A device does not offer an operator (for these shapes or types) and falling back is not allowed.</summary>
public sealed class UnsupportedOperatorException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
