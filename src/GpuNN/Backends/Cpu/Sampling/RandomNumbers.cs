using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

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

    /// <summary>
    /// mean + deviation·√(−2 ln u)·cos 2πv with u in (0, 1] and v in [0, 1) from words 0 and 1 (Box and Muller 1958).
    /// </summary>
    public static void Normal(ulong seed, ulong offset, float mean, float deviation, long count, float* z)
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(Blocks(count), 1, new NormalBody<Lanes512<float>>(seed, offset, mean, deviation, count, z));
                break;
            case 256:
                ParallelLoop.For(Blocks(count), 1, new NormalBody<Lanes256<float>>(seed, offset, mean, deviation, count, z));
                break;
            default:
                ParallelLoop.For(Blocks(count), 1, new NormalBody<Lanes128<float>>(seed, offset, mean, deviation, count, z));
                break;
        }
    }

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

    private readonly struct NormalBody<V>(ulong seed, ulong offset, float mean, float deviation, long count, float* z)
        : IRangeBody
        where V : struct, IVector<V, float>
    {
        private const int Strip = 256;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            float* lengths = stackalloc float[Strip];
            float* angles = stackalloc float[Strip];
            long last = Math.Min((long)end * Block, count);
            for (long i = (long)start * Block; i < last; i += Strip)
            {
                int strip = (int)Math.Min(Strip, last - i);
                for (int lane = 0; lane < Strip; lane++)
                {
                    (uint first, uint second, _, _) = Philox.Block(seed, offset + (ulong)(i + lane));
                    lengths[lane] = ((first >> 8) + 1) * (1f / (1 << 24));
                    angles[lane] = Philox.ToUniform(second);
                }

                for (int lane = 0; lane < Strip; lane += V.Count)
                {
                    V radius = V.Sqrt(V.Constant(-2) * SingleMath.Log(V.Load(lengths + lane)));
                    V cosine = SingleMath.Cos(V.Broadcast(MathF.Tau) * V.Load(angles + lane));
                    V.Store(V.Broadcast(mean) + V.Broadcast(deviation) * radius * cosine, lengths + lane);
                }

                new ReadOnlySpan<float>(lengths, strip).CopyTo(new Span<float>(z + i, strip));
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
