namespace GpuNN;

/// <summary>Whether operators must give the same bits each time they run on the same numbers on one device. Those of the
/// library do, on every device, but for one: a GPU adds by index with atomics, and with a sort where determinism is demanded.
/// A device whose results for an operator depend on the order in which its threads run says so
/// (<see cref="Backends.IBackend.IsDeterministic"/>), and is refused here.</summary>
public static class Determinism
{
    /// <summary>Whether it is demanded.</summary>
    public static bool IsRequired => AmbientState.Current.RequiresDeterminism;

    /// <summary>Refuses operators that are not deterministic, with an <see cref="UnsupportedOperatorException"/>, until the
    /// result is disposed.</summary>
    public static IDisposable Require() => AmbientState.Use(AmbientState.Current with { RequiresDeterminism = true });
}
