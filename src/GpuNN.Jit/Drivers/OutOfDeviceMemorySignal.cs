namespace GpuNN.Jit.Drivers;

/// <summary>A driver's own "out of memory", from an accelerator to its pool, which turns it into a full report.</summary>
internal sealed class OutOfDeviceMemorySignal(string message) : Exception(message);
