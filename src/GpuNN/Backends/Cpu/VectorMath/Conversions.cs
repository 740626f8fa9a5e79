using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>From one type of numbers to another along a row: toward zero from floating point, saturating; a NaN becomes
/// 0.</summary>
internal static unsafe class Conversions
{
    /// <summary>target[i] = (TTo)source[i].</summary>
    public static void Run<TFrom, TTo>(TFrom* source, TTo* target, nint count)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (nint i = Vectors(source, target, count); i < count; i++)
        {
            target[i] = TTo.CreateSaturating(source[i]);
        }
    }

    /// <summary>As many elements as fill registers, of the pairs that processors convert by register; returns their number. From
    /// and to 64-bit integers they convert one by one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nint Vectors<TFrom, TTo>(TFrom* source, TTo* target, nint count)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        nint i = 0;
        if (typeof(TFrom) == typeof(float) && typeof(TTo) == typeof(double))
        {
            for (; i <= count - 8; i += 8)
            {
                (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load((float*)source + i));
                low.Store((double*)target + i);
                high.Store((double*)target + i + 4);
            }
        }
        else if (typeof(TFrom) == typeof(double) && typeof(TTo) == typeof(float))
        {
            for (; i <= count - 8; i += 8)
            {
                Vector256<double> low = Vector256.Load((double*)source + i);
                Vector256.Narrow(low, Vector256.Load((double*)source + i + 4)).Store((float*)target + i);
            }
        }
        else if (typeof(TFrom) == typeof(float) && typeof(TTo) == typeof(int))
        {
            for (; i <= count - 8; i += 8)
            {
                Vector256.ConvertToInt32(Vector256.Load((float*)source + i)).Store((int*)target + i);
            }
        }
        else if (typeof(TFrom) == typeof(int) && typeof(TTo) == typeof(float))
        {
            for (; i <= count - 8; i += 8)
            {
                Vector256.ConvertToSingle(Vector256.Load((int*)source + i)).Store((float*)target + i);
            }
        }
        else if (typeof(TFrom) == typeof(int) && typeof(TTo) == typeof(long))
        {
            for (; i <= count - 8; i += 8)
            {
                (Vector256<long> low, Vector256<long> high) = Vector256.Widen(Vector256.Load((int*)source + i));
                low.Store((long*)target + i);
                high.Store((long*)target + i + 4);
            }
        }
        else if (typeof(TFrom) == typeof(byte) && typeof(TTo) == typeof(float))
        {
            for (; i <= count - 8; i += 8)
            {
                Vector256.ConvertToSingle(WidenBytes((byte*)source + i)).Store((float*)target + i);
            }
        }
        else if (typeof(TFrom) == typeof(byte) && typeof(TTo) == typeof(int))
        {
            for (; i <= count - 8; i += 8)
            {
                WidenBytes((byte*)source + i).Store((int*)target + i);
            }
        }
        else if (typeof(TFrom) == typeof(byte) && typeof(TTo) == typeof(long))
        {
            for (; i <= count - 8; i += 8)
            {
                (Vector256<long> low, Vector256<long> high) = Vector256.Widen(WidenBytes((byte*)source + i));
                low.Store((long*)target + i);
                high.Store((long*)target + i + 4);
            }
        }

        return i;
    }

    /// <summary>Eight bytes as integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> WidenBytes(byte* source)
    {
        Vector128<byte> bytes = Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(source)).AsByte();
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.WidenLower(bytes));
        return Vector256.Create(low, high).AsInt32();
    }
}
