namespace GpuNN;

/// <summary>The tape cannot do what is asked: nothing was recorded, or what was recorded has been used and released.</summary>
public sealed class TapeException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
    : GpuNNException(operatorName, argument, found, expected, inner);
