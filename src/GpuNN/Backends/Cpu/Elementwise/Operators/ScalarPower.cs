using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>x^y of one pair; integers by repeated squaring, as wrapping multiplication does it.</summary>
internal readonly struct ScalarPower<T> : IScalarFunction2<T>
    where T : unmanaged
{
    public static T Invoke(T left, T right)
    {
        if (typeof(T) == typeof(float))
        {
            return Unsafe.BitCast<float, T>(
                MathF.Pow(Unsafe.BitCast<T, float>(left), Unsafe.BitCast<T, float>(right)));
        }

        if (typeof(T) == typeof(double))
        {
            return Unsafe.BitCast<double, T>(
                Math.Pow(Unsafe.BitCast<T, double>(left), Unsafe.BitCast<T, double>(right)));
        }

        return typeof(T) == typeof(int)
            ? Unsafe.BitCast<int, T>((int)OfIntegers(Unsafe.BitCast<T, int>(left), Unsafe.BitCast<T, int>(right)))
            : Unsafe.BitCast<long, T>(OfIntegers(Unsafe.BitCast<T, long>(left), Unsafe.BitCast<T, long>(right)));
    }

    private static long OfIntegers(long value, long exponent)
    {
        if (exponent < 0)
        {
            return value == 1 ? 1 : value == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
        }

        long result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 0 ? result : unchecked(result * value);
            value = unchecked(value * value);
        }

        return result;
    }
}
