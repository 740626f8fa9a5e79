using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>√x + ε or √(x + ε).</summary>
internal static class RootWithEpsilon
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, T>(V x, double epsilon, bool isInside)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        isInside ? V.Sqrt(x + V.Constant(epsilon)) : V.Sqrt(x) + V.Constant(epsilon);
}
