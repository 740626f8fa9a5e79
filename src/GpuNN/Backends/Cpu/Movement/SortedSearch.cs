using System.Numerics;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>How many elements of a sorted line are not above a value, by halving.</summary>
internal static unsafe class SortedSearch
{
    private const int ElementsOfATask = 1024;

    /// <param name="lines">[rows, n].</param>
    /// <param name="values">[rows, k].</param>
    /// <param name="places">[rows, k].</param>
    public static void Run(BufferView lines, BufferView values, long* places)
    {
        if (lines.DType == DType.Float32)
        {
            Run(lines.Pointer<float>(), lines[1], values.Pointer<float>(), values, places);
        }
        else
        {
            Run(lines.Pointer<double>(), lines[1], values.Pointer<double>(), values, places);
        }
    }

    private static void Run<T>(T* lines, long length, T* elements, BufferView values, long* places)
        where T : unmanaged, INumber<T> =>
        ParallelLoop.For(
            checked((int)values.Count), ElementsOfATask, new Body<T>(lines, length, elements, Math.Max(values[1], 1), places));

    private readonly struct Body<T>(T* lines, long length, T* values, long count, long* places) : IRangeBody
        where T : unmanaged, INumber<T>
    {
        public void Invoke(int start, int end)
        {
            for (long i = start; i < end; i++)
            {
                T* line = lines + i / count * length;
                long first = 0;
                for (long left = length; left > 0;)
                {
                    long half = left / 2;
                    bool isPassed = line[first + half] <= values[i];
                    first = isPassed ? first + half + 1 : first;
                    left = isPassed ? left - half - 1 : half;
                }

                places[i] = first;
            }
        }
    }
}
