using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Sampling;

/// <summary>Numbers from Philox4x32-10: element i from counter offset + i, whoever computes it.</summary>
internal static unsafe class RandomNumbers
{
    private const int Block = 4096;

    /// <summary>low + width·u, each operation rounded, so that all devices agree in every bit.</summary>
    public static void Uniform(ulong seed, ulong offset, float low, float width, long count, float* z) =>
        ParallelLoop.For(Blocks(count), 2, new UniformBody(seed, offset, low, width, count, z));

    /// <summary>63 bits: word 0 without its highest bit, then word 1.</summary>
    public static void Bits(ulong seed, ulong offset, long count, long* z) =>
        ParallelLoop.For(Blocks(count), 2, new BitsBody(seed, offset, count, z));

    private static int Blocks(long count) => checked((int)((count + Block - 1) / Block));

    private readonly struct UniformBody(ulong seed, ulong offset, float low, float width, long count, float* z) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long last = Math.Min((long)end * Block, count);
            for (long i = (long)start * Block; i < last; i++)
            {
                float product = width * Philox.ToUniform(Philox.Block(seed, offset + (ulong)i).X);
                z[i] = low + product;
            }
        }
    }

    private readonly struct BitsBody(ulong seed, ulong offset, long count, long* z) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long last = Math.Min((long)end * Block, count);
            for (long i = (long)start * Block; i < last; i++)
            {
                (uint first, uint second, _, _) = Philox.Block(seed, offset + (ulong)i);
                z[i] = ((long)(first & 0x7FFFFFFF) << 32) | second;
            }
        }
    }
}
