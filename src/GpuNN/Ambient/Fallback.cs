using System.Collections.Concurrent;

namespace GpuNN;

/// <summary>The fallback to the CPU of operators that a device lacks: policy and counters.</summary>
public static class Fallback
{
    private static readonly ConcurrentDictionary<(string Device, string Operator), long> Runs = new();

    /// <summary>The policy where no scope of <see cref="Use"/> says otherwise.</summary>
    public static FallbackPolicy DefaultPolicy { get; set; } = FallbackPolicy.Warn;

    /// <summary>The policy in force.</summary>
    public static FallbackPolicy Policy => AmbientState.Current.Fallback ?? DefaultPolicy;

    /// <summary>How often which operator of which device ran on the CPU instead.</summary>
    public static IReadOnlyDictionary<(string Device, string Operator), long> Counts => Runs;

    /// <summary>Sets the policy until the result is disposed.</summary>
    public static IDisposable Use(FallbackPolicy policy) =>
        AmbientState.Use(AmbientState.Current with { Fallback = policy });

    internal static void Count(string device, string operatorName, string reason)
    {
        bool first = Runs.AddOrUpdate((device, operatorName), 1, (_, count) => count + 1) == 1;
        if (first && Policy == FallbackPolicy.Warn)
            Diagnostics.Warn($"{operatorName} runs on the CPU instead of {device}: {reason}.");
    }
}
