using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>s ← s + d², θ ← θ − η·d / (√s + ε) or √(s + ε), with d = g + λ·θ.</summary>
internal readonly struct AdaGradStep<T>(double rate, double epsilon, double decay, bool epsilonInside) : IOptimizerStep<T>
    where T : unmanaged
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(V gradient, ref V parameter, ref V first, ref V second, ref V third)
        where V : struct, IVector<V, T>
    {
        V direction = V.MultiplyAdd(V.Constant(decay), parameter, gradient);
        first = V.MultiplyAdd(direction, direction, first);
        parameter -= V.Constant(rate) * direction / RootWithEpsilon.Of<V, T>(first, epsilon, epsilonInside);
    }
}
