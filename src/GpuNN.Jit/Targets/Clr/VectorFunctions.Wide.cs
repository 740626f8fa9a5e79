using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Jit.Targets.Clr;

/// <content>
/// Numbers of 64 bits: four to a vector. Where they meet those of 32 bits, half a vector of these becomes a vector, or two
/// vectors become one.
/// </content>
internal static unsafe partial class VectorFunctions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Broadcast(long value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Broadcast(double value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> FourLanes() => Vector128<int>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LowerHalf(Vector256<int> a) => a.GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> UpperHalf(Vector256<int> a) => a.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LowerHalf(Vector256<float> a) => a.GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> UpperHalf(Vector256<float> a) => a.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Add(Vector256<long> a, Vector256<long> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Subtract(Vector256<long> a, Vector256<long> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Multiply(Vector256<long> a, Vector256<long> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Negate(Vector256<long> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Negate(Vector256<double> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Divide(Vector256<double> a, Vector256<double> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> And(Vector256<long> a, Vector256<long> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Or(Vector256<long> a, Vector256<long> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Xor(Vector256<long> a, Vector256<long> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Not(Vector256<long> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftLeft(Vector256<long> a, int count) => a << (count & 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftRight(Vector256<long> a, int count) => a >> (count & 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftRightUnsigned(Vector256<long> a, int count) => a >>> (count & 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Minimum(Vector256<long> a, Vector256<long> b) => Vector256.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Maximum(Vector256<long> a, Vector256<long> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Minimum(Vector256<double> a, Vector256<double> b) => Vector256.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Maximum(Vector256<double> a, Vector256<double> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> MinimumUnsigned(Vector256<long> a, Vector256<long> b) =>
        Vector256.Min(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> MaximumUnsigned(Vector256<long> a, Vector256<long> b) =>
        Vector256.Max(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Absolute(Vector256<long> a) =>
        Vector256.ConditionalSelect(Vector256.LessThan(a, default), -a, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Absolute(Vector256<double> a) => Vector256.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Equal(Vector256<long> a, Vector256<long> b) => Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Equal(Vector256<double> a, Vector256<double> b) => Vector256.Equals(a, b).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Less(Vector256<long> a, Vector256<long> b) => Vector256.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Less(Vector256<double> a, Vector256<double> b) => Vector256.LessThan(a, b).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LessUnsigned(Vector256<long> a, Vector256<long> b) =>
        Vector256.LessThan(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LessOrEqual(Vector256<double> a, Vector256<double> b) =>
        Vector256.LessThanOrEqual(a, b).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Select(Vector128<int> mask, Vector256<long> a, Vector256<long> b) =>
        Vector256.ConditionalSelect(ExtendSigned(mask), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Select(Vector128<int> mask, Vector256<double> a, Vector256<double> b) =>
        Vector256.ConditionalSelect(ExtendSigned(mask).AsDouble(), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ExtendSigned(Vector128<int> a) => Avx2.ConvertToVector256Int64(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ExtendUnsigned(Vector128<int> a) => Avx2.ConvertToVector256Int64(a.AsUInt32());

    /// <summary>The low halves of eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Truncate(Vector256<long> low, Vector256<long> high) => Vector256.Narrow(low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SignedToFloat(Vector128<int> a) => Avx.ConvertToVector256Double(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FloatToFloat(Vector128<float> a) => Avx.ConvertToVector256Double(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FloatToFloat(Vector256<double> low, Vector256<double> high) =>
        Vector256.Create(Avx.ConvertToVector128Single(low), Avx.ConvertToVector128Single(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> FloatToBits(Vector256<double> a) => a.AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> BitsToFloat(Vector256<long> a) => a.AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SquareRoot(Vector256<double> a) => Vector256.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Floor(Vector256<double> a) => Vector256.Floor(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Ceiling(Vector256<double> a) => Vector256.Ceiling(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> RoundTowardZero(Vector256<double> a) => Vector256.Truncate(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> RoundToEven(Vector256<double> a) => Vector256.Round(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FusedMultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) =>
        Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LoadInt64(byte* address) => Vector256.Load((long*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* address, Vector256<long> value) => value.Store((long*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long LastLane(Vector256<long> value) => value.GetElement(Width / 2 - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> GatherInt64(byte* address, Vector128<int> index, int stride) =>
        Vector256.Create(*(long*)Place(address, index, stride, 0), *(long*)Place(address, index, stride, 1),
            *(long*)Place(address, index, stride, 2), *(long*)Place(address, index, stride, 3));

    public static void Scatter(byte* address, Vector128<int> index, int stride, Vector256<long> value)
    {
        for (int i = 0; i < Width / 2; i++)
            *(long*)Place(address, index, stride, i) = value[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadFloat64(byte* address) => Vector256.Load((double*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* address, Vector256<double> value) => value.Store((double*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LastLane(Vector256<double> value) => value.GetElement(Width / 2 - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> GatherFloat64(byte* address, Vector128<int> index, int stride) =>
        Vector256.Create(*(double*)Place(address, index, stride, 0), *(double*)Place(address, index, stride, 1),
            *(double*)Place(address, index, stride, 2), *(double*)Place(address, index, stride, 3));

    public static void Scatter(byte* address, Vector128<int> index, int stride, Vector256<double> value)
    {
        for (int i = 0; i < Width / 2; i++)
            *(double*)Place(address, index, stride, i) = value[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FirstLane(Vector256<long> value) => value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<long> Map(Vector256<long> a, delegate*<long, long> function) =>
        Vector256.Create(function(a[0]), function(a[1]), function(a[2]), function(a[3]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<long> Map(Vector256<long> a, Vector256<long> b, delegate*<long, long, long> function) =>
        Vector256.Create(function(a[0], b[0]), function(a[1], b[1]), function(a[2], b[2]), function(a[3], b[3]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> Map(Vector256<double> a, delegate*<double, double> function) =>
        Vector256.Create(function(a[0]), function(a[1]), function(a[2]), function(a[3]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> Map(Vector256<double> a, Vector256<double> b, delegate*<double, double, double> function) =>
        Vector256.Create(function(a[0], b[0]), function(a[1], b[1]), function(a[2], b[2]), function(a[3], b[3]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> Map(Vector256<long> a, delegate*<long, double> function) =>
        Vector256.Create(function(a[0]), function(a[1]), function(a[2]), function(a[3]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<long> Map(Vector256<double> a, delegate*<double, long> function) =>
        Vector256.Create(function(a[0]), function(a[1]), function(a[2]), function(a[3]));

    public static long DivideUnsigned(long a, long b) => (long)((ulong)a / (ulong)b);

    public static long RemainderUnsigned(long a, long b) => (long)((ulong)a % (ulong)b);

    public static double SignedToFloat(long a) => a;

    public static double UnsignedToFloat(long a) => (ulong)a;

    public static long FloatToSigned(double a) => (long)a;

    public static long FloatToUnsigned(double a) => (long)(ulong)a;

    public static double Remainder(double a, double b) => a % b;

    private static byte* Place(byte* address, Vector128<int> index, int stride, int lane) => address + (long)index.GetElement(lane) * stride;
}
