using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : struct, IVector<V, float>
    {
        return V.MaxNative(V.Zero, x) + Log1p(Exp(-V.Abs(x)));
    }
}
