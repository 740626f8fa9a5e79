namespace GpuNN.Jit.Drivers;

/// <summary>A piece of device memory as the pool hands it out.</summary>
/// <param name="Handle">The driver's handle; zero for no bytes.</param>
/// <param name="RequestedBytes">The size asked for.</param>
/// <param name="ReservedBytes">The size taken from the driver.</param>
internal readonly record struct DeviceMemoryBlock(nint Handle, long RequestedBytes, long ReservedBytes);
