using GpuNN.Backends;

namespace GpuNN;

/// <summary>Offers devices of one kind; see <see cref="Device.Register"/>.</summary>
public interface IDeviceProvider
{
    /// <summary>The devices there are, and those that cannot be used with the reason.</summary>
    IEnumerable<DeviceInformation> Enumerate();

    /// <summary>Opens the device of this name, or returns null where this provider has none of it.</summary>
    IBackend? Open(string name);
}
