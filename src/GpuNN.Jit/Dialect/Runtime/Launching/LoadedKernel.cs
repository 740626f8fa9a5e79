namespace GpuNN.Jit.Launching;

/// <summary>A kernel that was compiled for an accelerator.</summary>
internal abstract class LoadedKernel(string name)
{
    /// <summary>The kernel's name.</summary>
    public string Name { get; } = name;

    /// <summary>Enqueues a launch.</summary>
    /// <param name="stream">The stream, of the same accelerator.</param>
    /// <param name="config">A valid configuration.</param>
    /// <param name="arguments">One argument for each leaf that is no constant.</param>
    /// <param name="count">The number of arguments.</param>
    public abstract unsafe void Launch(
        AcceleratorStream stream, in KernelConfig config, KernelArgument* arguments, int count);
}
