using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>θ ← θ − η·(g + λ·θ).</summary>
internal readonly struct SgdStep<T>(double rate, double decay) : IOptimizerStep<T>
    where T : unmanaged
{
    public static int StateCount => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(V gradient, ref V parameter, ref V first, ref V second, ref V third)
        where V : struct, IVector<V, T>
    {
        V direction = V.MultiplyAdd(V.Constant(decay), parameter, gradient);
        parameter = V.MultiplyAdd(V.Constant(-rate), direction, parameter);
    }
}
