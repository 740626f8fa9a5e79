using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>
/// The first elements of lines of x[outer, length, inner] in order, stably: values become integers of the same order, with
/// the index below them, so that one sort of plain integers does both. NaN is above any number.
/// </summary>
internal static unsafe class LineSort
{
    public static void Run(
        float* x, long outer, long length, long inner, bool isDescending, long count, float* values, long* indices)
    {
        int lines = checked((int)(outer * inner));
        int grain = (int)Math.Clamp(4096 / Math.Max(length, 1), 1, Math.Max(lines, 1));
        ParallelLoop.For(lines, grain, new Body(x, length, inner, isDescending, count, values, indices));
    }

    private readonly struct Body(
        float* x, long length, long inner, bool isDescending, long count, float* values, long* indices) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            using ScratchMemory memory = ScratchMemory.Rent<ulong>(length);
            Span<ulong> keys = new(memory.As<ulong>(), checked((int)length));
            for (int line = start; line < end; line++)
            {
                float* source = x + line / inner * length * inner + line % inner;
                for (int i = 0; i < keys.Length; i++)
                {
                    uint key = Order(source[i * inner]);
                    keys[i] = ((ulong)(isDescending ? ~key : key) << 32) | (uint)i;
                }

                keys.Sort();
                long target = line / inner * count * inner + line % inner;
                for (int i = 0; i < count; i++)
                {
                    uint index = (uint)keys[i];
                    values[target + i * inner] = source[index * inner];
                    indices[target + i * inner] = index;
                }
            }
        }

        /// <summary>An integer that grows with the number; both zeros are equal, all NaN are the largest.</summary>
        private static uint Order(float value)
        {
            uint bits = float.IsNaN(value) ? 0x7FFFFFFF : value == 0 ? 0 : BitConverter.SingleToUInt32Bits(value);
            return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
        }
    }
}
