using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>The normal distribution function Φ(x) = ½ + x·R(x²), absolute error 7e-9 before rounding; 0 below −5.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalDistribution<V>(V x)
        where V : struct, IVector<V, float>
    {
        V limit = V.Broadcast(5.5f);
        V clamped = V.MinNative(limit, V.MaxNative(-limit, x));
        V square = clamped * clamped;
        V p = V.MultiplyAdd(V.Broadcast(2.2749343742134442e-08f), square, V.Broadcast(6.35209016763838e-06f));
        p = V.MultiplyAdd(p, square, V.Broadcast(0.00016882465570233762f));
        p = V.MultiplyAdd(p, square, V.Broadcast(0.00467725470662117f));
        p = V.MultiplyAdd(p, square, V.Broadcast(0.03385256975889206f));
        p = V.MultiplyAdd(p, square, V.Broadcast(0.398942232131958f));
        V q = V.MultiplyAdd(V.Broadcast(1.1975012057519052e-06f), square, V.Broadcast(7.364706107182428e-05f));
        q = V.MultiplyAdd(q, square, V.Broadcast(0.0018844393780454993f));
        q = V.MultiplyAdd(q, square, V.Broadcast(0.028645822778344154f));
        q = V.MultiplyAdd(q, square, V.Broadcast(0.2515217363834381f));
        q = V.MultiplyAdd(q, square, V.Broadcast(1f));
        V result = V.MultiplyAdd(clamped, p / q, V.Broadcast(0.5f));
        return V.Select(V.LessThan(x, -limit), V.Zero, result);
    }

    /// <summary>The normal density e^(−x²/2) / √(2π).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalDensity<V>(V x)
        where V : struct, IVector<V, float>
    {
        return ExpOfNegative(V.Broadcast(-0.5f) * (x * x)) * V.Broadcast(0.39894228f);
    }
}
