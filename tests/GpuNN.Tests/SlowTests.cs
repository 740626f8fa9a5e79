namespace GpuNN.Tests;

/// <summary>How much of a slow test runs: a sample, or with GPUNN_SLOW=1 all of it.</summary>
internal static class SlowTests
{
    public static bool RunInFull { get; } = Environment.GetEnvironmentVariable("GPUNN_SLOW") == "1";

    public static int Count(int sample, int full) => RunInFull ? full : sample;
}
