namespace GpuNN;

/// <summary>Whether matrix products of float32 may round their factors to TF32, 10 bits of fraction instead of 23, where a device has
/// tensor cores for it; sums stay float32. An element is then off by up to 2⁻¹⁰·Σ|a·b|. Nothing does so unless allowed, and
/// devices without tensor cores never do.</summary>
public static class TensorFloat
{
    /// <summary>Whether it is allowed.</summary>
    public static bool IsAllowed => AmbientState.Current.AllowsTensorFloat;

    /// <summary>Allows it until the result is disposed.</summary>
    public static IDisposable Allow() => AmbientState.Use(AmbientState.Current with { AllowsTensorFloat = true });
}
