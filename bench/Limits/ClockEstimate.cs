using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GpuNN.Bench.Limits;

/// <summary>The core's clock from a chain of dependent one-cycle instructions: what it runs at, not what it is sold as.</summary>
internal static class ClockEstimate
{
    private const int CyclesPerIteration = 16;

    public static double Gigahertz()
    {
        const long iterations = 4_000_000;
        double best = 0;
        ulong sink = 1;
        for (int attempt = 0; attempt < 4; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            sink ^= Chain(sink, iterations);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, CyclesPerIteration * iterations / seconds / 1e9);
        }
        GC.KeepAlive(sink);
        return best;
    }

    /// <summary>Eight pairs of rotate and xor, each waiting for the one before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Chain(ulong x, long iterations)
    {
        const ulong mask = 0x5DEECE66D;
        for (long n = 0; n < iterations; n++)
        {
            x = BitOperations.RotateLeft(x, 7) ^ mask;
            x = BitOperations.RotateLeft(x, 7) ^ mask;
            x = BitOperations.RotateLeft(x, 7) ^ mask;
            x = BitOperations.RotateLeft(x, 7) ^ mask;
            x = BitOperations.RotateLeft(x, 7) ^ mask;
            x = BitOperations.RotateLeft(x, 7) ^ mask;
            x = BitOperations.RotateLeft(x, 7) ^ mask;
            x = BitOperations.RotateLeft(x, 7) ^ mask;
        }
        return x;
    }
}
