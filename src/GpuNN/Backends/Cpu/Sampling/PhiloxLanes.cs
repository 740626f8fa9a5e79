using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.Sampling;

/// <summary><see cref="Philox"/> for neighbouring counters, eight at a time. Each word has a lane of 64 bits, whose upper half
/// may hold anything: a product takes the lower halves.</summary>
internal static unsafe class PhiloxLanes
{
    /// <summary>How many counters one call of <see cref="Words"/> does.</summary>
    public const int Strip = 256;

    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>Words 0 and 1 of the counters from <paramref name="counter"/> on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Words(ulong seed, ulong counter, uint* first, uint* second)
    {
        if (!Avx2.IsSupported)
        {
            for (int i = 0; i < Strip; i++)
            {
                (first[i], second[i], _, _) = Philox.Block(seed, counter + (ulong)i);
            }

            return;
        }

        Vector256<ulong> steps = Vector256.Create(0ul, 1, 2, 3);
        for (int i = 0; i < Strip; i += 8)
        {
            Vector256<ulong> low = Vector256.Create(counter + (ulong)i) + steps;
            Vector256<ulong> high = low + Vector256.Create(4ul);
            Vector256<ulong> lowX = low, lowY = low >>> 32, lowZ = Vector256<ulong>.Zero, lowW = Vector256<ulong>.Zero;
            Vector256<ulong> highX = high, highY = high >>> 32, highZ = Vector256<ulong>.Zero, highW = Vector256<ulong>.Zero;
            ulong keyA = (uint)seed, keyB = seed >> 32;
            for (int round = 0; round < Rounds; round++)
            {
                Vector256<ulong> a = Vector256.Create(keyA), b = Vector256.Create(keyB);
                Round(ref lowX, ref lowY, ref lowZ, ref lowW, a, b);
                Round(ref highX, ref highY, ref highZ, ref highW, a, b);
                keyA += WeylA;
                keyB += WeylB;
            }

            Vector256.Narrow(lowX, highX).Store(first + i);
            Vector256.Narrow(lowY, highY).Store(second + i);
        }
    }

    /// <summary><see cref="Philox.ToUniform"/> of eight words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToUniform(uint* words) =>
        Vector256.ConvertToSingle((Vector256.Load(words) >>> 8).AsInt32()) * Vector256.Create(1f / (1 << 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector256<ulong> x,
        ref Vector256<ulong> y,
        ref Vector256<ulong> z,
        ref Vector256<ulong> w,
        Vector256<ulong> keyA,
        Vector256<ulong> keyB)
    {
        Vector256<ulong> productA = Avx2.Multiply(x.AsUInt32(), Vector256.Create(MultiplierA));
        Vector256<ulong> productB = Avx2.Multiply(z.AsUInt32(), Vector256.Create(MultiplierB));
        x = (productB >>> 32) ^ y ^ keyA;
        z = (productA >>> 32) ^ w ^ keyB;
        y = productB;
        w = productA;
    }
}
