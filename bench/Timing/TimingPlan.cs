namespace GpuNN.Bench.Timing;

/// <summary>How long to warm up and how much to measure.</summary>
/// <param name="WarmUpCalls">Tier-up counts calls: 30 of them make a method a candidate.</param>
/// <param name="WarmUpSeconds">Tier-up is asynchronous and waits 100 ms for quiet.</param>
/// <param name="WarmUpLimitSeconds">Slow cases stop warming up here, whatever the call count.</param>
/// <param name="Rounds">Turns each contender gets.</param>
/// <param name="TurnSeconds">The length of a turn; at least one call is made.</param>
/// <param name="PauseSeconds">Between turns: lets the other side's spinning threads go to sleep.</param>
internal sealed record TimingPlan(
    int WarmUpCalls, double WarmUpSeconds, double WarmUpLimitSeconds, int Rounds, double TurnSeconds, double PauseSeconds)
{
    public static TimingPlan Full { get; } = new(30, 0.1, 0.7, 7, 0.12, 0.03);

    public static TimingPlan Quick { get; } = new(30, 0.1, 0.3, 3, 0.04, 0.03);

    /// <summary>One contender alone, nobody's threads to wait for: the suite is gone through several times instead.</summary>
    public static TimingPlan Alone { get; } = new(30, 0.1, 0.15, 3, 0.02, 0) { Passes = 3 };

    public static TimingPlan AloneQuick { get; } = new(30, 0.1, 0.15, 3, 0.015, 0) { Passes = 2 };

    /// <summary>How often the suite is gone through.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>The plan for a case that ran before: its code is compiled, its caches and pools alone are cold.</summary>
    public TimingPlan Revisiting => this with { WarmUpCalls = 1, WarmUpSeconds = 0.005 };
}
