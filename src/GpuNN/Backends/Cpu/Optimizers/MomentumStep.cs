using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>v ← μ·v + (1 − τ)·d, θ ← θ − η·v with d = g + λ·θ; Nesterov's form steps by d + μ·v. With the rate inside, d is scaled by
/// η instead of the step.</summary>
internal readonly struct MomentumStep<T>(double rate, double momentum, double dampening, double decay, bool isNesterov, bool rateInside) : IOptimizerStep<T>
    where T : unmanaged
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(V gradient, ref V parameter, ref V first, ref V second, ref V third)
        where V : struct, IVector<V, T>
    {
        V direction = V.MultiplyAdd(V.Constant(decay), parameter, gradient);
        direction = rateInside ? direction * V.Constant(rate) : direction;
        first = V.MultiplyAdd(V.Constant(momentum), first, V.Constant(1 - dampening) * direction);
        V step = isNesterov ? V.MultiplyAdd(V.Constant(momentum), first, direction) : first;
        parameter = rateInside ? parameter - step : V.MultiplyAdd(V.Constant(-rate), step, parameter);
    }
}
