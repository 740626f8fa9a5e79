using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>m ← β₁·m + (1 − β₁)·d, v ← β₂·v + (1 − β₂)·d², θ ← θ − η·m̂ / (√v̂ + ε), where m̂ and v̂ are m and v over their corrections
/// 1 − βᵗ. d = g + λ·θ; decoupled, θ decays on its own.</summary>
internal readonly struct AdamStep<T>(double rate, double beta1, double beta2, double epsilon, double correction1, double correction2, double decay, bool isDecoupled, bool epsilonInside) : IOptimizerStep<T>
    where T : unmanaged
{
    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(V gradient, ref V parameter, ref V first, ref V second, ref V third)
        where V : struct, IVector<V, T>
    {
        V direction = isDecoupled ? gradient : V.MultiplyAdd(V.Constant(decay), parameter, gradient);
        parameter = isDecoupled ? parameter * V.Constant(1 - rate * decay) : parameter;
        first = V.MultiplyAdd(V.Constant(beta1), first, V.Constant(1 - beta1) * direction);
        second = V.MultiplyAdd(V.Constant(beta2), second, V.Constant(1 - beta2) * direction * direction);
        V root = RootWithEpsilon.Of<V, T>(second * V.Constant(1 / correction2), epsilon, epsilonInside);
        parameter -= V.Constant(rate / correction1) * first / root;
    }
}
