using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>s ← ρ·s + (1 − ρ)·d², u = √(r + ε) / √(s + ε)·d, r ← ρ·r + (1 − ρ)·u², θ ← θ − η·u, with d = g + λ·θ.</summary>
internal readonly struct AdaDeltaStep<T>(double rate, double rho, double epsilon, double decay, bool epsilonInside) : IOptimizerStep<T>
    where T : unmanaged
{
    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(V gradient, ref V parameter, ref V first, ref V second, ref V third)
        where V : struct, IVector<V, T>
    {
        V direction = V.MultiplyAdd(V.Constant(decay), parameter, gradient);
        first = V.MultiplyAdd(V.Constant(rho), first, V.Constant(1 - rho) * direction * direction);
        V step = direction * RootWithEpsilon.Of<V, T>(second, epsilon, epsilonInside)
            / RootWithEpsilon.Of<V, T>(first, epsilon, epsilonInside);
        second = V.MultiplyAdd(V.Constant(rho), second, V.Constant(1 - rho) * step * step);
        parameter = V.MultiplyAdd(V.Constant(-rate), step, parameter);
    }
}
