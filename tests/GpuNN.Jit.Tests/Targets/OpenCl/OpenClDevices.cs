namespace GpuNN.Jit.Tests.Targets.OpenCl;

/// <summary>The OpenCL devices of this machine.</summary>
internal static class OpenClDevices
{
    /// <summary>Skips the test, with the reason, where there is no device.</summary>
    public static void Require()
    {
        var (devices, unusable) = CLDevice.Enumerate();
        Skip.If(devices.Count == 0, string.Join("; ", unusable.Select(device => $"{device.Name}: {device.Reason}")));
    }

    /// <summary>A context of the devices.</summary>
    public static Context Context()
    {
        Require();
        return Jit.Context.Create(builder => builder.OpenCL());
    }
}
