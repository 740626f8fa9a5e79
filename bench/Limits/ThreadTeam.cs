using System.Diagnostics;

namespace GpuNN.Bench.Limits;

/// <summary>Runs one body on several threads that start together.</summary>
internal static class ThreadTeam
{
    /// <summary>Seconds from the first thread's start to the last one's end.</summary>
    public static double Measure(int threads, Action<int> body)
    {
        if (threads == 1)
        {
            long alone = Stopwatch.GetTimestamp();
            body(0);
            return Stopwatch.GetElapsedTime(alone).TotalSeconds;
        }
        var starts = new long[threads];
        var ends = new long[threads];
        using var gate = new Barrier(threads);
        var team = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int index = i;
            team[i] = new Thread(() =>
            {
                gate.SignalAndWait();
                starts[index] = Stopwatch.GetTimestamp();
                body(index);
                ends[index] = Stopwatch.GetTimestamp();
            });
            team[i].Start();
        }
        foreach (Thread thread in team)
            thread.Join();
        return Stopwatch.GetElapsedTime(starts.Min(), ends.Max()).TotalSeconds;
    }
}
