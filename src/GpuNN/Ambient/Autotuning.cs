namespace GpuNN;

/// <summary>
/// Whether accelerators time the variants of an operator on the first operands of each class (type, extents to three binary digits,
/// alignment) and keep to the fastest, as cuDNN's benchmark mode does. The winner is held to the float64 reference before it is
/// remembered, on disk for the device, driver and kernels; a variant that fails is passed over, with a warning. Off unless asked
/// for: the first call of each class costs as much as all variants and the reference together, and the bits of a result then
/// depend on what was faster. Where <see cref="Determinism.Require"/> stands nothing is tuned and no measured choice is used.
/// </summary>
public static class Autotuning
{
    /// <summary>Raised after each class of operands that was measured.</summary>
    public static event Action<TuningReport>? Tuned;

    /// <summary>The setting where no scope of <see cref="Use"/> says otherwise: off, unless the environment variable
    /// GPUNN_AUTOTUNE is 1.</summary>
    public static bool IsEnabledByDefault { get; set; } = Environment.GetEnvironmentVariable("GPUNN_AUTOTUNE") == "1";

    /// <summary>Whether it is in force: asked for, and determinism is not.</summary>
    public static bool IsEnabled => (AmbientState.Current.Tunes ?? IsEnabledByDefault) && !Determinism.IsRequired;

    /// <summary>Sets it until the result is disposed.</summary>
    public static IDisposable Use(bool isEnabled) => AmbientState.Use(AmbientState.Current with { Tunes = isEnabled });

    /// <summary>For backends: says what was measured, and warns of the variants that failed.</summary>
    public static void Report(TuningReport report)
    {
        foreach (TuningTrial trial in report.Trials)
        {
            if (trial.Failure is not null)
                Diagnostics.Warn($"{report.Device} passes over {trial.Variant} for {report.Primitive} of {report.Operands}: {trial.Failure}.");
        }

        Tuned?.Invoke(report);
    }
}
