namespace GpuNN;

/// <summary>A tensor that the tape saved for its gradient was changed in place before it was used.</summary>
public sealed class InPlaceModificationException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
