using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>From 16-bit floating-point numbers to single precision, exactly, and back, to the nearest, ties to even.</summary>
internal static unsafe class NarrowFloats
{
    private const int ElementsWorthATask = 32 * 1024;

    /// <summary>2^112.</summary>
    private const float BiasDifference = 5.192296858534828e33f;

    /// <summary>Whether a type has 16 bits and is converted here.</summary>
    public static bool IsNarrow(DType dtype) => dtype is DType.Float16 or DType.BFloat16;

    /// <summary>Whether one type is float32 and the other has 16 bits.</summary>
    public static bool Converts(DType from, DType to) =>
        (from == DType.Float32 && IsNarrow(to)) || (IsNarrow(from) && to == DType.Float32);

    /// <summary>target[i] = source[i].</summary>
    public static void Widen(DType dtype, ushort* source, float* target, long count) =>
        ForEachPart(count, new Conversion(source, target, dtype == DType.BFloat16, true));

    /// <summary>target[i] = source[i], rounded.</summary>
    public static void Narrow(DType dtype, float* source, ushort* target, long count) =>
        ForEachPart(count, new Conversion(target, source, dtype == DType.BFloat16, false));

    /// <summary>target[i] = source[i], on this thread.</summary>
    public static void WidenRow(DType dtype, ushort* source, float* target, int count) =>
        new Conversion(source, target, dtype == DType.BFloat16, true).Invoke(0, count);

    /// <summary>target[i] = source[i], rounded, on this thread.</summary>
    public static void NarrowRow(DType dtype, float* source, ushort* target, int count) =>
        new Conversion(target, source, dtype == DType.BFloat16, false).Invoke(0, count);

    private static void ForEachPart(long count, Conversion conversion)
    {
        const int LargestPart = 1 << 30;
        for (long start = 0; start < count; start += LargestPart)
        {
            ParallelLoop.For((int)Math.Min(LargestPart, count - start), ElementsWorthATask, conversion.From(start));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> WidenBrain(Vector128<ushort> bits)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(bits);
        return (Vector256.Create(low, high) << 16).AsSingle();
    }

    /// <summary>
    /// The exponent's bias differs by 112: the bits, moved up, times 2^112, which also makes subnormal numbers right; infinity and
    /// NaN keep all bits of the exponent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> WidenHalf(Vector128<ushort> bits)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(bits);
        Vector256<uint> all = Vector256.Create(low, high);
        Vector256<uint> magnitude = all & Vector256.Create(0x7FFFu);
        Vector256<uint> sign = (all & Vector256.Create(0x8000u)) << 16;
        Vector256<uint> moved = magnitude << 13;
        Vector256<uint> finite = (moved.AsSingle() * Vector256.Create(BiasDifference)).AsUInt32();
        Vector256<uint> special = moved | Vector256.Create(0x7F800000u);
        Vector256<uint> isSpecial = Vector256.GreaterThan(magnitude.AsInt32(), Vector256.Create(0x7BFF)).AsUInt32();
        return (Vector256.ConditionalSelect(isSpecial, special, finite) | sign).AsSingle();
    }

    /// <summary>
    /// Half of the last place and one more for odd numbers are added to the bits before they are cut; the sum carries into the
    /// exponent as rounding does.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> NarrowBrain(Vector256<float> value)
    {
        Vector256<uint> bits = value.AsUInt32();
        Vector256<uint> odd = (bits >> 16) & Vector256.Create(1u);
        Vector256<uint> rounded = (bits + Vector256.Create(0x7FFFu) + odd) >> 16;
        Vector256<uint> nan = (bits >> 16) | Vector256.Create(0x40u);
        return Lower(Vector256.ConditionalSelect(Vector256.Equals(value, value).AsUInt32(), rounded, nan));
    }

    /// <summary>
    /// As above for normal numbers; to subnormal ones 1/2 is added, whose last place is theirs, so that the addition rounds.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> NarrowHalf(Vector256<float> value)
    {
        Vector256<uint> bits = value.AsUInt32();
        Vector256<uint> sign = (bits >> 16) & Vector256.Create(0x8000u);
        Vector256<uint> magnitude = bits & Vector256.Create(0x7FFFFFFFu);
        Vector256<uint> odd = (magnitude >> 13) & Vector256.Create(1u);
        Vector256<uint> normal = (magnitude + Vector256.Create(0xC8000FFFu) + odd) >> 13;
        Vector256<uint> subnormal = (magnitude.AsSingle() + Vector256.Create(0.5f)).AsUInt32() - Vector256.Create(0x3F000000u);
        Vector256<uint> nan = ((magnitude >> 13) & Vector256.Create(0x3FFu)) | Vector256.Create(0x7E00u);
        Vector256<uint> result = Vector256.ConditionalSelect(Above(magnitude, 0x387FFFFF), normal, subnormal);
        result = Vector256.ConditionalSelect(Above(magnitude, 0x477FFFFF), Vector256.Create(0x7C00u), result);
        result = Vector256.ConditionalSelect(Above(magnitude, 0x7F800000), nan, result);
        return Lower(result | sign);
    }

    /// <summary>Where numbers below 2^31 are above a bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Above(Vector256<uint> numbers, int bound) =>
        Vector256.GreaterThan(numbers.AsInt32(), Vector256.Create(bound)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Lower(Vector256<uint> numbers) => Vector128.Narrow(numbers.GetLower(), numbers.GetUpper());

    private readonly struct Conversion(ushort* narrow, float* wide, bool isBrain, bool widens) : IRangeBody
    {
        private const int Lanes = 8;

        public Conversion From(long start) => new(narrow + start, wide + start, isBrain, widens);

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int i = start;
            for (; i <= end - Lanes; i += Lanes)
            {
                Convert(narrow + i, wide + i);
            }

            if (i < end)
            {
                ushort* few = stackalloc ushort[Lanes];
                float* wideFew = stackalloc float[Lanes];
                Vector128<ushort>.Zero.Store(few);
                Vector256<float>.Zero.Store(wideFew);
                for (int rest = 0; rest < end - i; rest++)
                {
                    few[rest] = narrow[i + rest];
                    wideFew[rest] = wide[i + rest];
                }

                Convert(few, wideFew);
                for (int rest = 0; rest < end - i; rest++)
                {
                    if (widens)
                    {
                        wide[i + rest] = wideFew[rest];
                    }
                    else
                    {
                        narrow[i + rest] = few[rest];
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Convert(ushort* narrows, float* wides)
        {
            if (widens)
            {
                Vector128<ushort> bits = Vector128.Load(narrows);
                (isBrain ? WidenBrain(bits) : WidenHalf(bits)).Store(wides);
            }
            else
            {
                Vector256<float> value = Vector256.Load(wides);
                (isBrain ? NarrowBrain(value) : NarrowHalf(value)).Store(narrows);
            }
        }
    }
}
