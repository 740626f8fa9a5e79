namespace GpuNN.Jit.Extensions;

/// <summary>A device or driver that is there, or could be, and why kernels cannot run on it.</summary>
/// <param name="AcceleratorType">The kind of accelerator it would be.</param>
/// <param name="Name">The device's or driver's name.</param>
/// <param name="Reason">Why it cannot be used.</param>
public sealed record UnusableDevice(AcceleratorType AcceleratorType, string Name, string Reason);
