using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    private readonly struct UniformBody(ulong seed, ulong offset, float low, float width, long count, float* z)
        : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            uint* words = stackalloc uint[2 * PhiloxLanes.Strip];
            float* numbers = stackalloc float[PhiloxLanes.Strip];
            long last = Math.Min((long)end * Block, count);
            for (long i = (long)start * Block; i < last; i += PhiloxLanes.Strip)
            {
                PhiloxLanes.Words(seed, offset + (ulong)i, words, words + PhiloxLanes.Strip);
                for (int lane = 0; lane < PhiloxLanes.Strip; lane += Vector256<float>.Count)
                {
                    Vector256<float> product = Vector256.Create(width) * PhiloxLanes.ToUniform(words + lane);
                    (Vector256.Create(low) + product).Store(numbers + lane);
                }

                int strip = (int)Math.Min(PhiloxLanes.Strip, last - i);
                new ReadOnlySpan<float>(numbers, strip).CopyTo(new Span<float>(z + i, strip));
            }
        }
    }

    private readonly struct NormalBody<V>(ulong seed, ulong offset, float mean, float deviation, long count, float* z)
        : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            uint* words = stackalloc uint[2 * PhiloxLanes.Strip];
            float* lengths = stackalloc float[PhiloxLanes.Strip];
            float* angles = stackalloc float[PhiloxLanes.Strip];
            long last = Math.Min((long)end * Block, count);
            for (long i = (long)start * Block; i < last; i += PhiloxLanes.Strip)
            {
                PhiloxLanes.Words(seed, offset + (ulong)i, words, words + PhiloxLanes.Strip);
                for (int lane = 0; lane < PhiloxLanes.Strip; lane += Vector256<float>.Count)
                {
                    Vector256<float> unit = Vector256.Create(1f / (1 << 24));
                    (PhiloxLanes.ToUniform(words + lane) + unit).Store(lengths + lane);
                    PhiloxLanes.ToUniform(words + PhiloxLanes.Strip + lane).Store(angles + lane);
                }

                for (int lane = 0; lane < PhiloxLanes.Strip; lane += V.Count)
                {
                    V radius = V.Sqrt(V.Constant(-2) * SingleMath.Log(V.Load(lengths + lane)));
                    V cosine = SingleMath.Cos(V.Broadcast(MathF.Tau) * V.Load(angles + lane));
                    V.Store(V.Broadcast(mean) + V.Broadcast(deviation) * radius * cosine, lengths + lane);
                }

                int strip = (int)Math.Min(PhiloxLanes.Strip, last - i);
                new ReadOnlySpan<float>(lengths, strip).CopyTo(new Span<float>(z + i, strip));
            }
        }
    }

    private readonly struct BitsBody(ulong seed, ulong offset, long count, long* z) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            uint* words = stackalloc uint[2 * PhiloxLanes.Strip];
            long last = Math.Min((long)end * Block, count);
            for (long i = (long)start * Block; i < last; i += PhiloxLanes.Strip)
            {
                PhiloxLanes.Words(seed, offset + (ulong)i, words, words + PhiloxLanes.Strip);
                int strip = (int)Math.Min(PhiloxLanes.Strip, last - i);
                for (int lane = 0; lane < strip; lane++)
                {
                    z[i + lane] = ((long)(words[lane] & 0x7FFFFFFF) << 32) | words[PhiloxLanes.Strip + lane];
                }
            }
        }
    }
}
