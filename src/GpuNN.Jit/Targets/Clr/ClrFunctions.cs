using System.Runtime.CompilerServices;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Operators that IL has no instruction for, called by generated code.</summary>
internal static class ClrFunctions
{
    // By a mask: .NET 10's compiler turns a conditional into a conditional move that can lose an operand of a loop.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Select(int condition, int a, int b)
    {
        int mask = -Convert.ToInt32(condition != 0);
        return (a & mask) | (b & ~mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Select(int condition, long a, long b) => condition != 0 ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Select(int condition, float a, float b) => BitConverter.Int32BitsToSingle(
        Select(condition, BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(int condition, double a, double b) => condition != 0 ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Select(int condition, nint a, nint b) => condition != 0 ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Absolute(int value) => value < 0 ? -value : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Absolute(long value) => value < 0 ? -value : value;

    /// <summary>a / b, wrapping for the smallest integer by −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Divide(int a, int b) => b == -1 ? -a : a / b;

    /// <inheritdoc cref="Divide(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Divide(long a, long b) => b == -1 ? -a : a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Remainder(int a, int b) => b == -1 ? 0 : a % b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Remainder(long a, long b) => b == -1 ? 0 : a % b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float HalfToSingle(int bits) => (float)BitConverter.UInt16BitsToHalf((ushort)bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SingleToHalf(float value) => BitConverter.HalfToUInt16Bits((System.Half)value);

    /// <summary>The lane whose value a shuffle gives, from lane, argument and the power of two that is the sub-warp's size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SourceLane(int kind, int lane, int argument, int width)
    {
        int start = lane & ~(width - 1);
        int source = kind switch
        {
            0 => start + (argument & width - 1),
            1 => lane + argument,
            2 => lane - argument,
            _ => lane ^ argument,
        };
        return source < start || source >= start + width ? lane : source;
    }
}
