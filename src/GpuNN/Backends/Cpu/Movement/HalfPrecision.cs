using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>float16 and bfloat16 to and from float32, sixteen at a time, by their bits: to nearest, ties to even.</summary>
internal static unsafe class HalfPrecision
{
    private const int Block = 16 * 1024;

    /// <summary>A rule from the bits of one format, each in 32, to those of another.</summary>
    private interface IRule
    {
        static abstract Vector256<uint> Invoke(Vector256<uint> bits);
    }

    /// <summary>Whether one type is float32 and the other has 16 bits.</summary>
    public static bool Converts(DType from, DType to) =>
        (from == DType.Float32 && IsHalf(to)) || (IsHalf(from) && to == DType.Float32);

    /// <summary>z = x, both contiguous.</summary>
    public static void Convert(BufferView x, BufferView z)
    {
        int blocks = checked((int)((x.Count + Block - 1) / Block));
        switch (x.DType, z.DType)
        {
            case (DType.Float16, _):
                ParallelLoop.For(blocks, 2, new WidenBody<FromFloat16>(x.Pointer<ushort>(), z.Pointer<uint>(), x.Count));
                break;
            case (DType.BFloat16, _):
                ParallelLoop.For(blocks, 2, new WidenBody<FromBFloat16>(x.Pointer<ushort>(), z.Pointer<uint>(), x.Count));
                break;
            case (_, DType.Float16):
                ParallelLoop.For(blocks, 2, new NarrowBody<ToFloat16>(x.Pointer<uint>(), z.Pointer<ushort>(), x.Count));
                break;
            default:
                ParallelLoop.For(blocks, 2, new NarrowBody<ToBFloat16>(x.Pointer<uint>(), z.Pointer<ushort>(), x.Count));
                break;
        }
    }

    private static bool IsHalf(DType dtype) => dtype is DType.Float16 or DType.BFloat16;

    private readonly struct WidenBody<TRule>(ushort* x, uint* z, long count) : IRangeBody
        where TRule : struct, IRule
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long last = Math.Min((long)end * Block, count);
            long i = (long)start * Block;
            for (; i <= last - 16; i += 16)
            {
                Put(x + i, z + i);
            }

            if (i < last)
            {
                ushort* from = stackalloc ushort[16];
                uint* to = stackalloc uint[16];
                new Span<ushort>(from, 16).Clear();
                new ReadOnlySpan<ushort>(x + i, (int)(last - i)).CopyTo(new Span<ushort>(from, 16));
                Put(from, to);
                new ReadOnlySpan<uint>(to, (int)(last - i)).CopyTo(new Span<uint>(z + i, (int)(last - i)));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Put(ushort* from, uint* to)
        {
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Load(from));
            TRule.Invoke(low).Store(to);
            TRule.Invoke(high).Store(to + 8);
        }
    }

    private readonly struct NarrowBody<TRule>(uint* x, ushort* z, long count) : IRangeBody
        where TRule : struct, IRule
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long last = Math.Min((long)end * Block, count);
            long i = (long)start * Block;
            for (; i <= last - 16; i += 16)
            {
                Put(x + i, z + i);
            }

            if (i < last)
            {
                uint* from = stackalloc uint[16];
                ushort* to = stackalloc ushort[16];
                new Span<uint>(from, 16).Clear();
                new ReadOnlySpan<uint>(x + i, (int)(last - i)).CopyTo(new Span<uint>(from, 16));
                Put(from, to);
                new ReadOnlySpan<ushort>(to, (int)(last - i)).CopyTo(new Span<ushort>(z + i, (int)(last - i)));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Put(uint* from, ushort* to) =>
            Vector256.Narrow(TRule.Invoke(Vector256.Load(from)), TRule.Invoke(Vector256.Load(from + 8))).Store(to);
    }

    /// <summary>The fraction moves up and a product with 2^112 mends the exponent, of subnormal numbers too; infinity and NaN
    /// keep the largest exponent.</summary>
    private readonly struct FromFloat16 : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<uint> Invoke(Vector256<uint> bits)
        {
            Vector256<uint> magnitude = bits & Vector256.Create(0x7FFFu);
            Vector256<float> scaled =
                Vector256.ShiftLeft(magnitude, 13).AsSingle() * Vector256.Create(0x77800000u).AsSingle();
            Vector256<uint> isSpecial =
                Vector256.GreaterThan(magnitude.AsInt32(), Vector256.Create(0x7BFF)).AsUInt32();
            return scaled.AsUInt32()
                | (isSpecial & Vector256.Create(0x7F800000u))
                | Vector256.ShiftLeft(bits & Vector256.Create(0x8000u), 16);
        }
    }

    private readonly struct FromBFloat16 : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<uint> Invoke(Vector256<uint> bits) => Vector256.ShiftLeft(bits, 16);
    }

    /// <summary>Normal numbers round as integers, with half of the dropped part added; subnormal ones by the addition of ½,
    /// whose last bit is theirs.</summary>
    private readonly struct ToFloat16 : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<uint> Invoke(Vector256<uint> bits)
        {
            Vector256<int> magnitude = (bits & Vector256.Create(0x7FFFFFFFu)).AsInt32();
            Vector256<int> odd = Vector256.ShiftRightLogical(magnitude, 13) & Vector256.Create(1);
            Vector256<int> normal = Vector256.ShiftRightLogical(
                magnitude + odd + Vector256.Create(0x0FFF - 0x38000000), 13);
            Vector256<int> half = Vector256.Create(0x3F000000);
            Vector256<int> subnormal = (magnitude.AsSingle() + half.AsSingle()).AsInt32() - half;
            Vector256<int> isSubnormal = Vector256.LessThan(magnitude, Vector256.Create(0x38800000));
            Vector256<int> result = Vector256.ConditionalSelect(
                isSubnormal, subnormal, Vector256.Min(normal, Vector256.Create(0x7C00)));
            Vector256<int> isNaN = Vector256.GreaterThan(magnitude, Vector256.Create(0x7F800000));
            result = Vector256.ConditionalSelect(isNaN, Vector256.Create(0x7E00), result);
            return result.AsUInt32() | (Vector256.ShiftRightLogical(bits, 16) & Vector256.Create(0x8000u));
        }
    }

    private readonly struct ToBFloat16 : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<uint> Invoke(Vector256<uint> bits)
        {
            Vector256<uint> upper = Vector256.ShiftRightLogical(bits, 16);
            Vector256<uint> rounded = Vector256.ShiftRightLogical(
                bits + Vector256.Create(0x7FFFu) + (upper & Vector256.Create(1u)), 16);
            Vector256<int> magnitude = (bits & Vector256.Create(0x7FFFFFFFu)).AsInt32();
            Vector256<uint> isNaN = Vector256.GreaterThan(magnitude, Vector256.Create(0x7F800000)).AsUInt32();
            return Vector256.ConditionalSelect(isNaN, upper | Vector256.Create(0x40u), rounded);
        }
    }
}
