using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Operators over eight consecutive work items, called (and inlined) by generated code.</summary>
internal static unsafe partial class VectorFunctions
{
    /// <summary>The work items of a vector.</summary>
    public const int Width = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Broadcast(int value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    /// <summary>first, first + 1, ...</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Sequence(int first) => Vector256.Create(first) + Vector256<int>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> EightLanes() => Vector256<int>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Subtract(Vector256<int> a, Vector256<int> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Multiply(Vector256<int> a, Vector256<int> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Negate(Vector256<int> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Negate(Vector256<float> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> And(Vector256<int> a, Vector256<int> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Or(Vector256<int> a, Vector256<int> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Xor(Vector256<int> a, Vector256<int> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Not(Vector256<int> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftLeft(Vector256<int> a, int count) => a << (count & 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftRight(Vector256<int> a, int count) => a >> (count & 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftRightUnsigned(Vector256<int> a, int count) => a >>> (count & 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Minimum(Vector256<int> a, Vector256<int> b) => Vector256.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Maximum(Vector256<int> a, Vector256<int> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MinimumUnsigned(Vector256<int> a, Vector256<int> b) =>
        Vector256.Min(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MaximumUnsigned(Vector256<int> a, Vector256<int> b) =>
        Vector256.Max(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Minimum(Vector256<float> a, Vector256<float> b) => Vector256.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Maximum(Vector256<float> a, Vector256<float> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Absolute(Vector256<int> a) => Vector256.ConditionalSelect(Vector256.LessThan(a, default), -a, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Absolute(Vector256<float> a) => Vector256.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Equal(Vector256<int> a, Vector256<int> b) => Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Equal(Vector256<float> a, Vector256<float> b) => Vector256.Equals(a, b).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Less(Vector256<int> a, Vector256<int> b) => Vector256.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Less(Vector256<float> a, Vector256<float> b) => Vector256.LessThan(a, b).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LessUnsigned(Vector256<int> a, Vector256<int> b) =>
        Vector256.LessThan(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LessOrEqual(Vector256<float> a, Vector256<float> b) => Vector256.LessThanOrEqual(a, b).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Select(Vector256<int> mask, Vector256<int> a, Vector256<int> b) =>
        Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Select(Vector256<int> mask, Vector256<float> a, Vector256<float> b) =>
        Vector256.ConditionalSelect(mask.AsSingle(), a, b);

    /// <summary>One bit per lane whose mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Lanes(Vector256<int> mask) => Vector256.ExtractMostSignificantBits(mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SignedToFloat(Vector256<int> a) => Vector256.ConvertToSingle(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> FloatToSigned(Vector256<float> a) => Vector256.ConvertToInt32(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> FloatToBits(Vector256<float> a) => a.AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> BitsToFloat(Vector256<int> a) => a.AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SquareRoot(Vector256<float> a) => Vector256.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Floor(Vector256<float> a) => Vector256.Floor(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Ceiling(Vector256<float> a) => Vector256.Ceiling(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> RoundTowardZero(Vector256<float> a) => Vector256.Truncate(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> RoundToEven(Vector256<float> a) => Vector256.Round(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FusedMultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> NarrowInt8(Vector256<int> a) => a << 24 >> 24;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> NarrowUInt8(Vector256<int> a) => a & Vector256.Create(0xff);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> NarrowInt16(Vector256<int> a) => a << 16 >> 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> NarrowUInt16(Vector256<int> a) => a & Vector256.Create(0xffff);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Map(Vector256<float> a, delegate*<float, float> function)
    {
        float* lanes = stackalloc float[Width];
        a.Store(lanes);
        for (int i = 0; i < Width; i++)
            lanes[i] = function(lanes[i]);
        return Vector256.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Map(Vector256<float> a, Vector256<float> b, delegate*<float, float, float> function)
    {
        float* first = stackalloc float[Width];
        float* second = stackalloc float[Width];
        a.Store(first);
        b.Store(second);
        for (int i = 0; i < Width; i++)
            first[i] = function(first[i], second[i]);
        return Vector256.Load(first);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<int> Map(Vector256<int> a, Vector256<int> b, delegate*<int, int, int> function)
    {
        int* first = stackalloc int[Width];
        int* second = stackalloc int[Width];
        a.Store(first);
        b.Store(second);
        for (int i = 0; i < Width; i++)
            first[i] = function(first[i], second[i]);
        return Vector256.Load(first);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<int> Map(Vector256<int> a, delegate*<int, int> function)
    {
        int* lanes = stackalloc int[Width];
        a.Store(lanes);
        for (int i = 0; i < Width; i++)
            lanes[i] = function(lanes[i]);
        return Vector256.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Map(Vector256<int> a, delegate*<int, float> function)
    {
        int* lanes = stackalloc int[Width];
        a.Store(lanes);
        for (int i = 0; i < Width; i++)
            lanes[i] = BitConverter.SingleToInt32Bits(function(lanes[i]));
        return Vector256.Load(lanes).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<int> Map(Vector256<float> a, delegate*<float, int> function)
    {
        float* lanes = stackalloc float[Width];
        int* results = stackalloc int[Width];
        a.Store(lanes);
        for (int i = 0; i < Width; i++)
            results[i] = function(lanes[i]);
        return Vector256.Load(results);
    }

    public static int DivideUnsigned(int a, int b) => (int)((uint)a / (uint)b);

    public static int RemainderUnsigned(int a, int b) => (int)((uint)a % (uint)b);

    public static int ShiftLeftScalar(int a, int b) => a << b;

    public static int ShiftRightScalar(int a, int b) => a >> b;

    public static int ShiftRightUnsignedScalar(int a, int b) => a >>> b;

    public static int PopulationCount(int a) => System.Numerics.BitOperations.PopCount((uint)a);

    public static int LeadingZeroCount(int a) => System.Numerics.BitOperations.LeadingZeroCount((uint)a);

    public static int TrailingZeroCount(int a) => System.Numerics.BitOperations.TrailingZeroCount(a);

    public static float UnsignedToFloat(int a) => (uint)a;

    public static int FloatToUnsigned(float a) => (int)(uint)a;

    public static float Remainder(float a, float b) => a % b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadFloat32(byte* address) => Vector256.Load((float*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadInt32(byte* address) => Vector256.Load((int*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* address, Vector256<float> value) => value.Store((float*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* address, Vector256<int> value) => value.Store((int*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LastLane(Vector256<float> value) => value.GetElement(Width - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LastLane(Vector256<int> value) => value.GetElement(Width - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstLane(Vector256<int> value) => value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> GatherFloat32(byte* address, Vector256<int> index, int stride)
    {
        if (Avx2.IsSupported && stride == sizeof(float))
            return Avx2.GatherVector256((float*)address, index, sizeof(float));
        float* lanes = stackalloc float[Width];
        for (int i = 0; i < Width; i++)
            lanes[i] = *(float*)(address + (long)index[i] * stride);
        return Vector256.Load(lanes);
    }

    /// <summary>Integers of any width up to 32 bits, extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<int> GatherInt32(byte* address, Vector256<int> index, int stride, int type)
    {
        int* lanes = stackalloc int[Width];
        for (int i = 0; i < Width; i++)
        {
            byte* element = address + (long)index[i] * stride;
            lanes[i] = (ElementType)type switch
            {
                ElementType.Int8 => *(sbyte*)element,
                ElementType.UInt8 => *element,
                ElementType.Int16 => *(short*)element,
                ElementType.UInt16 => *(ushort*)element,
                _ => *(int*)element,
            };
        }
        return Vector256.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(byte* address, Vector256<int> index, int stride, Vector256<float> value)
    {
        for (int i = 0; i < Width; i++)
            *(float*)(address + (long)index[i] * stride) = value[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(byte* address, Vector256<int> index, int stride, Vector256<int> value, int type)
    {
        for (int i = 0; i < Width; i++)
        {
            byte* element = address + (long)index[i] * stride;
            switch ((ElementType)type)
            {
                case ElementType.Int8 or ElementType.UInt8:
                    *element = (byte)value[i];
                    break;
                case ElementType.Int16 or ElementType.UInt16:
                    *(short*)element = (short)value[i];
                    break;
                default:
                    *(int*)element = value[i];
                    break;
            }
        }
    }
}
