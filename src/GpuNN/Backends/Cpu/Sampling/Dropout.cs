using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Sampling;

/// <summary>Inverted dropout by Philox: what is kept follows from the element's index alone.</summary>
internal static unsafe class Dropout
{
    private const int Block = 4096;

    /// <summary>y[i] = x[i]/(1 − p) where u[offset + ⌊i/run⌋] ≥ p, else 0.</summary>
    public static void Run(float* x, long count, ulong seed, ulong offset, double probability, long run, float* y)
    {
        int blocks = checked((int)((count + Block - 1) / Block));
        ParallelLoop.For(blocks, 2, new Body(x, count, seed, offset, (float)probability, (float)(1 / (1 - probability)), run, y));
    }

    private readonly struct Body(
        float* x, long count, ulong seed, ulong offset, float probability, float scale, long run, float* y) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            if (run == 1)
            {
                Singly(start, end);
                return;
            }

            long last = Math.Min((long)end * Block, count);
            long i = (long)start * Block;
            while (i < last)
            {
                long shared = Math.Min(last, (i / run + 1) * run);
                float uniform = Philox.ToUniform(Philox.Block(seed, offset + (ulong)(i / run)).X);
                bool isKept = uniform >= probability;
                for (; i < shared; i++)
                {
                    y[i] = isKept ? x[i] * scale : 0;
                }
            }
        }

        /// <summary>Each element by a number of its own.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void Singly(int start, int end)
        {
            uint* words = stackalloc uint[2 * PhiloxLanes.Strip];
            Vector256<float> limit = Vector256.Create(probability);
            Vector256<float> scales = Vector256.Create(scale);
            long last = Math.Min((long)end * Block, count);
            for (long at = (long)start * Block; at < last; at += PhiloxLanes.Strip)
            {
                PhiloxLanes.Words(seed, offset + (ulong)at, words, words + PhiloxLanes.Strip);
                int strip = (int)Math.Min(PhiloxLanes.Strip, last - at);
                int lane = 0;
                for (; lane <= strip - Vector256<float>.Count; lane += Vector256<float>.Count)
                {
                    Vector256<float> isKept = Vector256.GreaterThanOrEqual(PhiloxLanes.ToUniform(words + lane), limit);
                    (isKept & (Vector256.Load(x + at + lane) * scales)).Store(y + at + lane);
                }

                for (; lane < strip; lane++)
                {
                    y[at + lane] = Philox.ToUniform(words[lane]) >= probability ? x[at + lane] * scale : 0;
                }
            }
        }
    }
}
