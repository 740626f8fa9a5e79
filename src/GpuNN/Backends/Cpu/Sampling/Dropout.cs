using System.Runtime.CompilerServices;
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
    }
}
