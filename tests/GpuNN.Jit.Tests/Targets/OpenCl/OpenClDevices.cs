namespace GpuNN.Jit.Tests.Targets.OpenCl;

/// <summary>The OpenCL devices of this machine.</summary>
internal static class OpenClDevices
{
    /// <summary>A context of them; skips the test, with the reason, where there is none.</summary>
    public static Context Context()
    {
        var (devices, unusable) = CLDevice.Enumerate();
        Skip.If(devices.Count == 0, string.Join("; ", unusable.Select(device => $"{device.Name}: {device.Reason}")));
        return Jit.Context.Create(builder => builder.OpenCL());
    }
}
