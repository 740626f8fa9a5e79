using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>Centred RMSProp whose step goes into a velocity: v ← μ·v + u, θ ← θ − η·v.</summary>
internal readonly struct CentredRmsPropMomentumStep<T>(double rate, double alpha, double epsilon, double decay, double momentum, bool epsilonInside) : IOptimizerStep<T>
    where T : unmanaged
{
    public static int StateCount => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(V gradient, ref V parameter, ref V first, ref V second, ref V third)
        where V : struct, IVector<V, T>
    {
        V direction = V.MultiplyAdd(V.Constant(decay), parameter, gradient);
        first = V.MultiplyAdd(V.Constant(alpha), first, V.Constant(1 - alpha) * direction * direction);
        second = V.MultiplyAdd(V.Constant(alpha), second, V.Constant(1 - alpha) * direction);
        V step = direction / RootWithEpsilon.Of<V, T>(first - second * second, epsilon, epsilonInside);
        third = V.MultiplyAdd(V.Constant(momentum), third, step);
        parameter = V.MultiplyAdd(V.Constant(-rate), third, parameter);
    }
}
