using System.Diagnostics;

namespace GpuNN.Bench.Jit;

/// <summary>The shortest time of each of some actions that take turns, so that what else the machine does meets all of them.</summary>
internal static class BestTimes
{
    /// <summary>Seconds per action. Each runs once before it is timed.</summary>
    public static double[] Of(int turns, params ReadOnlySpan<Action> actions)
    {
        double[] best = new double[actions.Length];
        Array.Fill(best, double.MaxValue);
        foreach (var action in actions)
            action();
        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < best.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                actions[i]();
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
        return best;
    }
}
