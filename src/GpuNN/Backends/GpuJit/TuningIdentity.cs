using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>The device and the code that a measured choice is for; another driver or another kernel makes it void.</summary>
/// <param name="Device">The device's model.</param>
/// <param name="Driver">Its driver with the version.</param>
/// <param name="Code">A hash of the kernels, their runtime and the strategies.</param>
internal sealed record TuningIdentity(string Device, string Driver, string Code)
{
    /// <summary>An accelerator's. Builds are deterministic, so that a module's version id is a hash of its code.</summary>
    public static TuningIdentity Of(Accelerator accelerator) => new(
        accelerator.Name,
        $"{accelerator.Features.Language}, {accelerator.Features.Driver}",
        string.Join(
            ' ',
            typeof(KernelSet).Module.ModuleVersionId,
            typeof(Accelerator).Module.ModuleVersionId,
            typeof(TuningIdentity).Module.ModuleVersionId));
}
