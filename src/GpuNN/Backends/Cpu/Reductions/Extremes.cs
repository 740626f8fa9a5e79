using System.Numerics;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>The ends of a type's range, infinities where it has them.</summary>
internal static class Extremes<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Lowest => typeof(T) == typeof(float) || typeof(T) == typeof(double)
        ? T.CreateChecked(double.NegativeInfinity)
        : T.MinValue;

    public static T Highest => typeof(T) == typeof(float) || typeof(T) == typeof(double)
        ? T.CreateChecked(double.PositiveInfinity)
        : T.MaxValue;
}
