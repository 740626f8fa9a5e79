namespace GpuNN.Jit.Extensions;

/// <summary>What a device can do beyond the common dialect.</summary>
public sealed record DeviceFeatures
{
    /// <summary>The driver and its version.</summary>
    public string Driver { get; init; } = "";

    /// <summary>The language or instruction set that kernels are compiled to.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whether kernels may use float64.</summary>
    public bool Float64 { get; init; }

    /// <summary>Whether kernels may compute in float16 (storing it is always possible).</summary>
    public bool Float16Arithmetic { get; init; }

    /// <summary>Whether 64-bit integer atomics are native.</summary>
    public bool Int64Atomics { get; init; }

    /// <summary>Whether shuffles are native; elsewhere they go through shared memory.</summary>
    public bool NativeShuffles { get; init; }

    /// <summary>Whether a sequence of launches can be captured and replayed.</summary>
    public bool GraphCapture { get; init; }

    /// <summary>Whether matrix multiply-accumulate instructions are native.</summary>
    public bool TensorCores { get; init; }

    /// <summary>Whether the device is an accelerator of its own, and not the CPU this process runs on.</summary>
    public bool IsGpu { get; init; }

    /// <summary>The features as pairs of a name and a value, in a fixed order.</summary>
    public IEnumerable<(string Name, string Value)> Describe()
    {
        yield return ("Driver", Driver);
        yield return ("Language", Language);
        yield return ("GPU", YesNo(IsGpu));
        yield return ("float64", YesNo(Float64));
        yield return ("float16 arithmetic", YesNo(Float16Arithmetic));
        yield return ("int64 atomics", YesNo(Int64Atomics));
        yield return ("Native shuffles", YesNo(NativeShuffles));
        yield return ("Graph capture", YesNo(GraphCapture));
        yield return ("Tensor cores", YesNo(TensorCores));
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
