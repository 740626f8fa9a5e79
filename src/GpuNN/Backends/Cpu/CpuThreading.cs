using System.Globalization;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu;

/// <summary>How many threads the CPU backend computes on.</summary>
/// <remarks>
/// The threads are shared by the whole process. A region of work that starts while another user thread holds them runs
/// on its caller alone, so several user threads never compute on more threads than <see cref="ThreadCount"/> plus the
/// callers that came later. With one thread every operator runs on its caller, in one fixed order.
/// </remarks>
public static class CpuThreading
{
    /// <summary>The most threads that can be asked for.</summary>
    public const int MaximumThreadCount = 1024;

    private static int s_threadCount = FromEnvironment();

    /// <summary>
    /// The threads a region of work may use, its caller included. The default is <c>GPUNN_THREADS</c>, or the number of
    /// processors this process may run on.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is below 1 or above <see cref="MaximumThreadCount"/>.
    /// </exception>
    public static int ThreadCount
    {
        get => Volatile.Read(ref s_threadCount);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaximumThreadCount);
            Volatile.Write(ref s_threadCount, value);
        }
    }

    /// <summary>Runs <c>body(0) … body(count − 1)</c>, each once, on up to <see cref="ThreadCount"/> threads.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ParallelLoop.For(count, 1, new DelegateBody(body));
    }

    private static int FromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable("GPUNN_THREADS");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1
            ? Math.Min(count, MaximumThreadCount)
            : Math.Min(Environment.ProcessorCount, MaximumThreadCount);
    }

    private readonly struct DelegateBody(Action<int> body) : IRangeBody
    {
        public void Invoke(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                body(i);
            }
        }
    }
}
