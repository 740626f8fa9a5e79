using System.Runtime.CompilerServices;

namespace GpuNN.Jit.Launching;

/// <summary>Keeps launch parameters alive.</summary>
internal static class Lifetime
{
    /// <summary>The views inside <paramref name="value"/> keep their buffers from being collected up to this call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Extend<T>(ref T value) => _ = value;
}
