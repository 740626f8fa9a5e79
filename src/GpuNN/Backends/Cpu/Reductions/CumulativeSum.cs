using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Running sums of x[outer, length, inner] along the middle axis, carried in a wider type.</summary>
internal static unsafe class CumulativeSum
{
    private const int Strip = 64;

    /// <typeparam name="T">The elements.</typeparam>
    /// <typeparam name="TSum">What carries them: double for floating point, long for integers.</typeparam>
    public static void Run<T, TSum>(T* x, long outer, long length, long inner, bool isReversed, T* z)
        where T : unmanaged, INumberBase<T>
        where TSum : unmanaged, INumberBase<TSum>
    {
        long strips = (inner + Strip - 1) / Strip;
        int grain = (int)Math.Clamp(8192 / Math.Max(length * Math.Min(inner, Strip), 1), 1, Math.Max(outer * strips, 1));
        ParallelLoop.For(checked((int)(outer * strips)), grain, new Body<T, TSum>(x, strips, length, inner, isReversed, z));
    }

    private readonly struct Body<T, TSum>(T* x, long strips, long length, long inner, bool isReversed, T* z) : IRangeBody
        where T : unmanaged, INumberBase<T>
        where TSum : unmanaged, INumberBase<TSum>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            TSum* sums = stackalloc TSum[Strip];
            for (int task = start; task < end; task++)
            {
                long column = task % strips * Strip;
                int width = (int)Math.Min(Strip, inner - column);
                long offset = task / strips * length * inner + column;
                new Span<TSum>(sums, Strip).Clear();
                for (long step = 0; step < length; step++)
                {
                    long at = offset + (isReversed ? length - 1 - step : step) * inner;
                    for (int j = 0; j < width; j++)
                    {
                        sums[j] += TSum.CreateTruncating(x[at + j]);
                        z[at + j] = T.CreateTruncating(sums[j]);
                    }
                }
            }
        }
    }
}
