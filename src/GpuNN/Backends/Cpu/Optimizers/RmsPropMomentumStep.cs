using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>RMSProp whose step goes into a velocity: v ← μ·v + d / (√s + ε), θ ← θ − η·v.</summary>
internal readonly struct RmsPropMomentumStep<T>(double rate, double alpha, double epsilon, double decay, double momentum, bool epsilonInside) : IOptimizerStep<T>
    where T : unmanaged
{
    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(V gradient, ref V parameter, ref V first, ref V second, ref V third)
        where V : struct, IVector<V, T>
    {
        V direction = V.MultiplyAdd(V.Constant(decay), parameter, gradient);
        first = V.MultiplyAdd(V.Constant(alpha), first, V.Constant(1 - alpha) * direction * direction);
        V step = direction / RootWithEpsilon.Of<V, T>(first, epsilon, epsilonInside);
        second = V.MultiplyAdd(V.Constant(momentum), second, step);
        parameter = V.MultiplyAdd(V.Constant(-rate), second, parameter);
    }
}
