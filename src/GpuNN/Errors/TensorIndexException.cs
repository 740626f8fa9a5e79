namespace GpuNN;

/// <summary>An element of an index tensor lies outside of what it indexes.</summary>
public sealed class TensorIndexException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
