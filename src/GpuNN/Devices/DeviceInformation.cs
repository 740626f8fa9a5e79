namespace GpuNN;

/// <summary>A device that exists, usable or not.</summary>
/// <param name="Name">As <see cref="Device.Parse"/> takes it.</param>
/// <param name="Description">What it is, for people.</param>
/// <param name="Priority">How <see cref="Device.Best"/> ranks it; 0 is never chosen.</param>
/// <param name="UnavailableReason">Why it cannot be used; null where it can.</param>
public sealed record DeviceInformation(string Name, string Description, int Priority, string? UnavailableReason = null);
