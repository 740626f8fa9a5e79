namespace GpuNN.Tests.Backends.Gpu;

/// <summary>The accelerators that every machine should have: the CLR, and OpenCL on the CPU where PoCL is installed.</summary>
public static class GpuDevices
{
    /// <summary>The names that tests run on.</summary>
    public static TheoryData<string> Names => [.. All];

    /// <summary>The same as an array.</summary>
    public static string[] All { get; } = ["jit-cpu", "opencl:0"];

    /// <summary>The device, or a skipped test that says why there is none.</summary>
    public static Device Open(string name)
    {
        DeviceInformation? information = Device.Enumerate().FirstOrDefault(device => device.Name == name);
        string reason = string.Join("; ", Device.Enumerate().Where(device => device.UnavailableReason is not null)
            .Select(device => $"{device.Name}: {device.UnavailableReason}"));
        Skip.If(information is null, $"there is no {name} ({reason})");
        return Device.Parse(name);
    }
}
