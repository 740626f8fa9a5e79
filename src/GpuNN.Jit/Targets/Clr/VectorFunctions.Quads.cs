using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Jit.Targets.Clr;

/// <content>
/// Structs of four 32-bit numbers: each is one access of 16 bytes, and eight of them turn into a vector for each field. Items
/// are put on vectors only where 256 bits are in hardware, which is AVX2.
/// </content>
internal static unsafe partial class VectorFunctions
{
    private const byte LowPairs = 0x44;
    private const byte HighPairs = 0xee;

    /// <summary>The fields of eight structs that lie <paramref name="step"/> bytes apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadQuads(
        byte* address, int step, out Vector256<float> x, out Vector256<float> y, out Vector256<float> z, out Vector256<float> w)
    {
        long far = 4L * step;
        Turn(
            Pair(address, address + far), Pair(address + step, address + far + step), Pair(address + 2L * step, address + far + 2L * step),
            Pair(address + 3L * step, address + far + 3L * step), out x, out y, out z, out w);
    }

    /// <inheritdoc cref="LoadQuads(byte*, int, out Vector256{float}, out Vector256{float}, out Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadQuads(
        byte* address, int step, out Vector256<int> x, out Vector256<int> y, out Vector256<int> z, out Vector256<int> w)
    {
        LoadQuads(address, step, out Vector256<float> a, out var b, out var c, out var d);
        (x, y, z, w) = (a.AsInt32(), b.AsInt32(), c.AsInt32(), d.AsInt32());
    }

    /// <summary>The fields of eight structs at indices of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadQuads(
        byte* address, Vector256<int> index, int stride,
        out Vector256<float> x, out Vector256<float> y, out Vector256<float> z, out Vector256<float> w) =>
        Turn(
            Pair(Place(address, index, stride, 0), Place(address, index, stride, 4)), Pair(Place(address, index, stride, 1), Place(address, index, stride, 5)),
            Pair(Place(address, index, stride, 2), Place(address, index, stride, 6)), Pair(Place(address, index, stride, 3), Place(address, index, stride, 7)),
            out x, out y, out z, out w);

    /// <inheritdoc cref="LoadQuads(byte*, Vector256{int}, int, out Vector256{float}, out Vector256{float}, out Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadQuads(
        byte* address, Vector256<int> index, int stride,
        out Vector256<int> x, out Vector256<int> y, out Vector256<int> z, out Vector256<int> w)
    {
        LoadQuads(address, index, stride, out Vector256<float> a, out var b, out var c, out var d);
        (x, y, z, w) = (a.AsInt32(), b.AsInt32(), c.AsInt32(), d.AsInt32());
    }

    /// <summary>Stores eight structs that lie <paramref name="step"/> bytes apart, field by field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuads(
        byte* address, int step, Vector256<float> x, Vector256<float> y, Vector256<float> z, Vector256<float> w)
    {
        TurnBack(x, y, z, w, out var first, out var second, out var third, out var fourth);
        long far = 4L * step;
        Put(first, address, address + far);
        Put(second, address + step, address + far + step);
        Put(third, address + 2L * step, address + far + 2L * step);
        Put(fourth, address + 3L * step, address + far + 3L * step);
    }

    /// <inheritdoc cref="StoreQuads(byte*, int, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuads(byte* address, int step, Vector256<int> x, Vector256<int> y, Vector256<int> z, Vector256<int> w) =>
        StoreQuads(address, step, x.AsSingle(), y.AsSingle(), z.AsSingle(), w.AsSingle());

    /// <summary>Stores eight structs at indices of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuads(
        byte* address, Vector256<int> index, int stride, Vector256<float> x, Vector256<float> y, Vector256<float> z, Vector256<float> w)
    {
        TurnBack(x, y, z, w, out var first, out var second, out var third, out var fourth);
        Put(first, Place(address, index, stride, 0), Place(address, index, stride, 4));
        Put(second, Place(address, index, stride, 1), Place(address, index, stride, 5));
        Put(third, Place(address, index, stride, 2), Place(address, index, stride, 6));
        Put(fourth, Place(address, index, stride, 3), Place(address, index, stride, 7));
    }

    /// <inheritdoc cref="StoreQuads(byte*, Vector256{int}, int, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuads(
        byte* address, Vector256<int> index, int stride, Vector256<int> x, Vector256<int> y, Vector256<int> z, Vector256<int> w) =>
        StoreQuads(address, index, stride, x.AsSingle(), y.AsSingle(), z.AsSingle(), w.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Place(byte* address, Vector256<int> index, int stride, int lane) => address + (long)index.GetElement(lane) * stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(byte* low, byte* high) => Vector256.Create(Vector128.Load((float*)low), Vector128.Load((float*)high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector256<float> structs, byte* low, byte* high)
    {
        structs.GetLower().Store((float*)low);
        structs.GetUpper().Store((float*)high);
    }

    /// <summary>Transposes: from structs 0 and 4, 1 and 5, 2 and 6, 3 and 7 to fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth,
        out Vector256<float> x, out Vector256<float> y, out Vector256<float> z, out Vector256<float> w)
    {
        Vector256<float> low = Avx.UnpackLow(first, second), lowNext = Avx.UnpackLow(third, fourth);
        Vector256<float> high = Avx.UnpackHigh(first, second), highNext = Avx.UnpackHigh(third, fourth);
        x = Avx.Shuffle(low, lowNext, LowPairs);
        y = Avx.Shuffle(low, lowNext, HighPairs);
        z = Avx.Shuffle(high, highNext, LowPairs);
        w = Avx.Shuffle(high, highNext, HighPairs);
    }

    /// <summary>The inverse of <see cref="Turn"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnBack(
        Vector256<float> x, Vector256<float> y, Vector256<float> z, Vector256<float> w,
        out Vector256<float> first, out Vector256<float> second, out Vector256<float> third, out Vector256<float> fourth)
    {
        Vector256<float> near = Avx.UnpackLow(x, y), nearNext = Avx.UnpackLow(z, w);
        Vector256<float> far = Avx.UnpackHigh(x, y), farNext = Avx.UnpackHigh(z, w);
        first = Avx.Shuffle(near, nearNext, LowPairs);
        second = Avx.Shuffle(near, nearNext, HighPairs);
        third = Avx.Shuffle(far, farNext, LowPairs);
        fourth = Avx.Shuffle(far, farNext, HighPairs);
    }
}
