namespace GpuNN;

/// <summary>Switches recording off: operators compute, the tape does not record.</summary>
public static class NoGrad
{
    /// <summary>Switches recording off until the result is disposed.</summary>
    public static IDisposable Begin() => AmbientState.Use(AmbientState.Current with { GradientsEnabled = false });

    /// <summary>Switches recording on again inside a part where it is off, until the result is disposed.</summary>
    public static IDisposable Suspend() => AmbientState.Use(AmbientState.Current with { GradientsEnabled = true });
}
