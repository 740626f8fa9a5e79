using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>
/// The first elements of lines of x[outer, length, inner] in order, stably: values become integers of the same order. Those
/// of 32 bits carry their index below them, so that one sort of plain integers does both; those of 64 bits are sorted with
/// their indices beside them, and equal ones put in order afterwards. NaN is above any number.
/// </summary>
internal static unsafe class LineSort
{
    public static void Run<T>(
        T* x, long outer, long length, long inner, bool isDescending, long count, T* values, long* indices)
        where T : unmanaged
    {
        int lines = checked((int)(outer * inner));
        int grain = (int)Math.Clamp(4096 / Math.Max(length, 1), 1, Math.Max(lines, 1));
        ParallelLoop.For(lines, grain, new Body<T>(x, length, inner, isDescending, count, values, indices));
    }

    /// <summary>An integer that grows with the number; both zeros are equal, all NaN are the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Order<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            float number = Unsafe.BitCast<T, float>(value);
            uint bits = float.IsNaN(number) ? 0x7FFFFFFF : number == 0 ? 0 : BitConverter.SingleToUInt32Bits(number);
            return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
        }

        if (typeof(T) == typeof(double))
        {
            double number = Unsafe.BitCast<T, double>(value);
            ulong bits = double.IsNaN(number) ? long.MaxValue : number == 0 ? 0 : BitConverter.DoubleToUInt64Bits(number);
            return (bits & 0x8000000000000000) != 0 ? ~bits : bits | 0x8000000000000000;
        }

        return typeof(T) == typeof(int)
            ? (uint)Unsafe.BitCast<T, int>(value) ^ 0x80000000
            : (ulong)Unsafe.BitCast<T, long>(value) ^ 0x8000000000000000;
    }

    private readonly struct Body<T>(
        T* x, long length, long inner, bool isDescending, long count, T* values, long* indices) : IRangeBody
        where T : unmanaged
    {
        public void Invoke(int start, int end)
        {
            using ScratchMemory memory = ScratchMemory.Rent<ulong>(length);
            using ScratchMemory places = ScratchMemory.Rent<int>(sizeof(T) == 8 ? length : 0);
            Span<ulong> keys = new(memory.As<ulong>(), checked((int)length));
            for (int line = start; line < end; line++)
            {
                T* source = x + line / inner * length * inner + line % inner;
                long target = line / inner * count * inner + line % inner;
                if (sizeof(T) == 4)
                {
                    SortWithIndices(source, keys);
                }
                else
                {
                    SortBesideIndices(source, keys, new Span<int>(places.As<int>(), keys.Length));
                }

                for (int i = 0; i < count; i++)
                {
                    long index = sizeof(T) == 4 ? (uint)keys[i] : places.As<int>()[i];
                    values[target + i * inner] = source[index * inner];
                    indices[target + i * inner] = index;
                }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void SortWithIndices(T* source, Span<ulong> keys)
        {
            for (int i = 0; i < keys.Length; i++)
            {
                uint key = (uint)Order(source[i * inner]);
                keys[i] = ((ulong)(isDescending ? ~key : key) << 32) | (uint)i;
            }

            keys.Sort();
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void SortBesideIndices(T* source, Span<ulong> keys, Span<int> places)
        {
            for (int i = 0; i < keys.Length; i++)
            {
                ulong key = Order(source[i * inner]);
                keys[i] = isDescending ? ~key : key;
                places[i] = i;
            }

            keys.Sort(places);
            for (int first = 0; first < keys.Length;)
            {
                int next = first + 1;
                while (next < keys.Length && keys[next] == keys[first])
                {
                    next++;
                }

                places[first..next].Sort();
                first = next;
            }
        }
    }
}
