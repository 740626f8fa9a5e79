using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>The error function: an odd polynomial up to 1, then 1 − erfc(|x|) with erfc as an exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x)
        where V : struct, IVector<V, float>
    {
        V magnitude = V.MinNative(V.Broadcast(4f), V.Abs(x));
        V square = magnitude * magnitude;
        V small = V.MultiplyAdd(V.Broadcast(-2.6800044e-05f), square, V.Broadcast(-0.0004812327f));
        small = V.MultiplyAdd(small, square, V.Broadcast(0.004823365f));
        small = V.MultiplyAdd(small, square, V.Broadcast(-0.026661173f));
        small = V.MultiplyAdd(small, square, V.Broadcast(0.11278966f));
        small = V.MultiplyAdd(small, square, V.Broadcast(-0.37612218f));
        small = V.MultiplyAdd(small, square, V.Broadcast(0.12837917f));
        small = V.MultiplyAdd(small, magnitude, magnitude);

        V large = V.MultiplyAdd(V.Broadcast(-2.1693422e-05f), magnitude, V.Broadcast(0.00044143148f));
        large = V.MultiplyAdd(large, magnitude, V.Broadcast(-0.0042051217f));
        large = V.MultiplyAdd(large, magnitude, V.Broadcast(0.025210004f));
        large = V.MultiplyAdd(large, magnitude, V.Broadcast(-0.10842172f));
        large = V.MultiplyAdd(large, magnitude, V.Broadcast(-0.6332166f));
        large = V.MultiplyAdd(large, magnitude, V.Broadcast(-1.1295803f));
        large = V.MultiplyAdd(large, magnitude, V.Broadcast(0.00018846862f));
        large = V.Broadcast(1f) - ExpOfNegative(large);

        return WithSignOf(V.Select(V.LessThanOrEqual(magnitude, V.Broadcast(1f)), small, large), x);
    }
}
