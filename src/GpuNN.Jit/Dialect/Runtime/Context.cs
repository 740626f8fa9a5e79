using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace GpuNN.Jit;

/// <summary>The devices of this machine, and the accelerators made from them.</summary>
public sealed partial class Context : IDisposable
{
    private readonly List<Accelerator> _accelerators = [];

    private Context(ImmutableArray<Device> devices, bool enableProfiling)
    {
        Devices = devices;
        EnableProfiling = enableProfiling;
    }

    /// <summary>The devices that the builder registered, in its order.</summary>
    public ImmutableArray<Device> Devices { get; }

    /// <summary>Raised when an accelerator was made.</summary>
    public event EventHandler<Accelerator>? AcceleratorCreated;

    /// <summary>Makes a context with the devices that <paramref name="buildingCallback"/> registers.</summary>
    /// <param name="buildingCallback">For example <c>builder => builder.AllAccelerators()</c>.</param>
    [RequiresDynamicCode("Kernels are compiled from the IL of their methods at run time.")]
    [RequiresUnreferencedCode("Kernels are compiled from the IL of their methods at run time.")]
    public static Context Create(Action<Builder> buildingCallback)
    {
        ArgumentNullException.ThrowIfNull(buildingCallback);
        var builder = new Builder();
        buildingCallback(builder);
        return new Context([.. builder.Registered], builder.EnableProfiling);
    }

    /// <summary>Makes a context with the default CPU device and every OpenCL and CUDA device.</summary>
    [RequiresDynamicCode("Kernels are compiled from the IL of their methods at run time.")]
    [RequiresUnreferencedCode("Kernels are compiled from the IL of their methods at run time.")]
    public static Context CreateDefault() => Create(builder => builder.Default());

    /// <summary>The devices of one kind.</summary>
    public ImmutableArray<TDevice> GetDevices<TDevice>()
        where TDevice : Device => [.. Devices.OfType<TDevice>()];

    /// <summary>The device number <paramref name="deviceIndex"/> of one kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer such devices.</exception>
    public TDevice GetDevice<TDevice>(int deviceIndex)
        where TDevice : Device
    {
        ImmutableArray<TDevice> devices = GetDevices<TDevice>();
        if ((uint)deviceIndex >= (uint)devices.Length)
            throw new ArgumentOutOfRangeException(nameof(deviceIndex), deviceIndex, FormattableString.Invariant(
                $"There are {devices.Length} devices of type {typeof(TDevice).Name}."));
        return devices[deviceIndex];
    }

    /// <summary>The device to use: with <paramref name="preferCPU"/> the CLR's, else CUDA before OpenCL before the CLR.</summary>
    /// <exception cref="InvalidOperationException">The context has no device.</exception>
    public Device GetPreferredDevice(bool preferCPU) => Devices
        .OrderBy(device => device.AcceleratorType == AcceleratorType.CPU == preferCPU ? 0 : 1)
        .ThenBy(device => device.AcceleratorType == AcceleratorType.Cuda ? 0 : device.Features.IsGpu ? 1 : 2)
        .FirstOrDefault() ?? throw new InvalidOperationException("The context has no device.");

    /// <summary>The devices, to be enumerated.</summary>
    public ImmutableArray<Device>.Enumerator GetEnumerator() => Devices.GetEnumerator();

    /// <summary>Disposes every accelerator of this context.</summary>
    public void Dispose()
    {
        Accelerator[] accelerators;
        lock (_accelerators)
        {
            accelerators = [.. _accelerators];
            _accelerators.Clear();
        }
        foreach (Accelerator accelerator in accelerators)
            accelerator.Dispose();
    }

    internal bool EnableProfiling { get; }

    internal void Register(Accelerator accelerator)
    {
        lock (_accelerators)
            _accelerators.Add(accelerator);
        AcceleratorCreated?.Invoke(this, accelerator);
    }

    internal void Unregister(Accelerator accelerator)
    {
        lock (_accelerators)
            _accelerators.Remove(accelerator);
    }
}
