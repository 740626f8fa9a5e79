using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Bench.Limits;

/// <summary>The float32 fused multiply-add rate: what no dense product can exceed.</summary>
/// <remarks>
/// Twelve independent chains x ← x·½ + ½ hide a latency of 4-6 cycles on two ports; all of it stays in registers.
/// </remarks>
internal static class FmaPeak
{
    private const int Chains = 12;

    /// <summary>The widest vector that the hardware accelerates, in bits.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>FLOP/s on <paramref name="threads"/> threads, the best of a few tries: a limit, not an average.</summary>
    public static double Measure(int threads, int tries = 5)
    {
        long iterations = 2_000_000;
        var sinks = new float[threads * 32];
        double best = 0;
        for (int attempt = 0; attempt < tries + 1; attempt++)
        {
            double seconds = ThreadTeam.Measure(threads, index => sinks[index * 32] = Chain(iterations));
            double flops = 2.0 * (VectorBits / 32) * Chains * iterations * threads;
            if (attempt > 0)
                best = Math.Max(best, flops / seconds);
        }
        if (!float.IsFinite(sinks.Sum()))
            throw new InvalidOperationException("The multiply-add chains diverged.");
        return best;
    }

    private static float Chain(long iterations) =>
        VectorBits switch { 512 => Chain512(iterations), 256 => Chain256(iterations), _ => Chain128(iterations) };

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Chain512(long iterations)
    {
        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<float> a = half, b = half, c = half, d = half, e = half, f = half,
            g = half, h = half, i = half, j = half, k = half, l = half;
        for (long n = 0; n < iterations; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, half, half);
            b = Vector512.FusedMultiplyAdd(b, half, half);
            c = Vector512.FusedMultiplyAdd(c, half, half);
            d = Vector512.FusedMultiplyAdd(d, half, half);
            e = Vector512.FusedMultiplyAdd(e, half, half);
            f = Vector512.FusedMultiplyAdd(f, half, half);
            g = Vector512.FusedMultiplyAdd(g, half, half);
            h = Vector512.FusedMultiplyAdd(h, half, half);
            i = Vector512.FusedMultiplyAdd(i, half, half);
            j = Vector512.FusedMultiplyAdd(j, half, half);
            k = Vector512.FusedMultiplyAdd(k, half, half);
            l = Vector512.FusedMultiplyAdd(l, half, half);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Chain256(long iterations)
    {
        Vector256<float> half = Vector256.Create(0.5f);
        Vector256<float> a = half, b = half, c = half, d = half, e = half, f = half,
            g = half, h = half, i = half, j = half, k = half, l = half;
        for (long n = 0; n < iterations; n++)
        {
            a = Vector256.FusedMultiplyAdd(a, half, half);
            b = Vector256.FusedMultiplyAdd(b, half, half);
            c = Vector256.FusedMultiplyAdd(c, half, half);
            d = Vector256.FusedMultiplyAdd(d, half, half);
            e = Vector256.FusedMultiplyAdd(e, half, half);
            f = Vector256.FusedMultiplyAdd(f, half, half);
            g = Vector256.FusedMultiplyAdd(g, half, half);
            h = Vector256.FusedMultiplyAdd(h, half, half);
            i = Vector256.FusedMultiplyAdd(i, half, half);
            j = Vector256.FusedMultiplyAdd(j, half, half);
            k = Vector256.FusedMultiplyAdd(k, half, half);
            l = Vector256.FusedMultiplyAdd(l, half, half);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Chain128(long iterations)
    {
        Vector128<float> half = Vector128.Create(0.5f);
        Vector128<float> a = half, b = half, c = half, d = half, e = half, f = half,
            g = half, h = half, i = half, j = half, k = half, l = half;
        for (long n = 0; n < iterations; n++)
        {
            a = Vector128.FusedMultiplyAdd(a, half, half);
            b = Vector128.FusedMultiplyAdd(b, half, half);
            c = Vector128.FusedMultiplyAdd(c, half, half);
            d = Vector128.FusedMultiplyAdd(d, half, half);
            e = Vector128.FusedMultiplyAdd(e, half, half);
            f = Vector128.FusedMultiplyAdd(f, half, half);
            g = Vector128.FusedMultiplyAdd(g, half, half);
            h = Vector128.FusedMultiplyAdd(h, half, half);
            i = Vector128.FusedMultiplyAdd(i, half, half);
            j = Vector128.FusedMultiplyAdd(j, half, half);
            k = Vector128.FusedMultiplyAdd(k, half, half);
            l = Vector128.FusedMultiplyAdd(l, half, half);
        }
        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
