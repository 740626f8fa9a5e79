namespace GpuNN;

/// <summary>A tensor is used after its memory was released: it was disposed, or it belonged to a step that has ended.</summary>
public sealed class TensorReleasedException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
