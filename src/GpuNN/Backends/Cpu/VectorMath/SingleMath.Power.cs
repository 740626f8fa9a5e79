using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>x^y, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Power<V>(V x, V y)
        where V : struct, IVector<V, float>
    {
        return V.Map<ScalarPower>(x, y);
    }

    private readonly struct ScalarPower : IScalarFunction2<float>
    {
        public static float Invoke(float left, float right) => MathF.Pow(left, right);
    }
}
