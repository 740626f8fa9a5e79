using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Jit.Targets.Clr;

/// <content>
/// What shuffles are made of. Counts of lanes are constants of generated code, so that each of these is one or two instructions.
/// </content>
internal static unsafe partial class VectorFunctions
{
    private const byte UpperThenLower = 0x21;

    /// <summary>What a shuffle gives to eight lanes; <paramref name="warp"/> is where lane 0 put its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<int> ExchangeInt32(byte* warp, int lane, int kind, int argument, int width)
    {
        int* lanes = stackalloc int[Width];
        for (int i = 0; i < Width; i++)
            lanes[i] = ((int*)warp)[ClrFunctions.SourceLane(kind, lane + i, argument, width)];
        return Vector256.Load(lanes);
    }

    /// <inheritdoc cref="ExchangeInt32"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExchangeFloat32(byte* warp, int lane, int kind, int argument, int width) =>
        ExchangeInt32(warp, lane, kind, argument, width).AsSingle();

    /// <summary>What a shuffle gives to four lanes; <paramref name="warp"/> is where lane 0 put its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<long> ExchangeInt64(byte* warp, int lane, int kind, int argument, int width)
    {
        long* lanes = stackalloc long[Width / 2];
        for (int i = 0; i < Width / 2; i++)
            lanes[i] = ((long*)warp)[ClrFunctions.SourceLane(kind, lane + i, argument, width)];
        return Vector256.Load(lanes);
    }

    /// <inheritdoc cref="ExchangeInt64"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ExchangeFloat64(byte* warp, int lane, int kind, int argument, int width) =>
        ExchangeInt64(warp, lane, kind, argument, width).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> OneLane(Vector256<int> a, int lane) => Vector256.Create(a.GetElement(lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OneLane(Vector256<float> a, int lane) => Vector256.Create(a.GetElement(lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> OneLane(Vector256<long> a, int lane) => Vector256.Create(a.GetElement(lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OneLane(Vector256<double> a, int lane) => Vector256.Create(a.GetElement(lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> XorLanes(Vector256<int> a, int mask) =>
        Vector256.Shuffle(a, Vector256<int>.Indices ^ Vector256.Create(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> XorLanes(Vector256<float> a, int mask) => XorLanes(a.AsInt32(), mask).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> XorLanes(Vector256<long> a, int mask) =>
        Vector256.Shuffle(a, Vector256<long>.Indices ^ Vector256.Create((long)mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> XorLanes(Vector256<double> a, int mask) => XorLanes(a.AsInt64(), mask).AsDouble();

    /// <summary>Lane i + count of <paramref name="a"/> followed by <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LanesDown(Vector256<int> a, Vector256<int> b, int count) =>
        BytesDown(a.AsByte(), b.AsByte(), count * sizeof(int)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LanesDown(Vector256<float> a, Vector256<float> b, int count) =>
        BytesDown(a.AsByte(), b.AsByte(), count * sizeof(float)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LanesDown(Vector256<long> a, Vector256<long> b, int count) =>
        BytesDown(a.AsByte(), b.AsByte(), count * sizeof(long)).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LanesDown(Vector256<double> a, Vector256<double> b, int count) =>
        BytesDown(a.AsByte(), b.AsByte(), count * sizeof(double)).AsDouble();

    /// <summary>Lane i − count of <paramref name="a"/> preceded by <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LanesUp(Vector256<int> a, Vector256<int> b, int count) => LanesDown(b, a, Width - count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LanesUp(Vector256<float> a, Vector256<float> b, int count) => LanesDown(b, a, Width - count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LanesUp(Vector256<long> a, Vector256<long> b, int count) => LanesDown(b, a, Width / 2 - count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LanesUp(Vector256<double> a, Vector256<double> b, int count) => LanesDown(b, a, Width / 2 - count);

    /// <summary>Lane i + count of <paramref name="a"/>, beyond its end lane i of <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LanesDownOrOwn(Vector256<int> a, Vector256<int> own, int count) => Vector256.ConditionalSelect(
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(Width - count)), LanesDown(a, own, count), own);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LanesDownOrOwn(Vector256<float> a, Vector256<float> own, int count) =>
        LanesDownOrOwn(a.AsInt32(), own.AsInt32(), count).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LanesDownOrOwn(Vector256<long> a, Vector256<long> own, int count) =>
        LanesDownOrOwn(a.AsInt32(), own.AsInt32(), 2 * count).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LanesDownOrOwn(Vector256<double> a, Vector256<double> own, int count) =>
        LanesDownOrOwn(a.AsInt32(), own.AsInt32(), 2 * count).AsDouble();

    /// <summary>Lane i − count of <paramref name="a"/>, before its start lane i of <paramref name="own"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LanesUpOrOwn(Vector256<int> a, Vector256<int> own, int count) => Vector256.ConditionalSelect(
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)), own, LanesUp(a, own, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LanesUpOrOwn(Vector256<float> a, Vector256<float> own, int count) =>
        LanesUpOrOwn(a.AsInt32(), own.AsInt32(), count).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LanesUpOrOwn(Vector256<long> a, Vector256<long> own, int count) =>
        LanesUpOrOwn(a.AsInt32(), own.AsInt32(), 2 * count).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LanesUpOrOwn(Vector256<double> a, Vector256<double> own, int count) =>
        LanesUpOrOwn(a.AsInt32(), own.AsInt32(), 2 * count).AsDouble();

    /// <summary>32 bytes of both vectors, from byte <paramref name="count"/> of 0 &lt; count &lt; 32 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [SuppressMessage("Performance", "CA1857", Justification = "The emitter passes constants, which inlining brings here.")]
    private static Vector256<byte> BytesDown(Vector256<byte> a, Vector256<byte> b, int count)
    {
        var middle = Avx2.Permute2x128(a, b, UpperThenLower);
        if (count == Vector128<byte>.Count)
            return middle;
        return count < Vector128<byte>.Count
            ? Avx2.AlignRight(middle, a, (byte)count)
            : Avx2.AlignRight(b, middle, (byte)(count - Vector128<byte>.Count));
    }
}
