namespace GpuNN.Bench.Timing;

/// <summary>Times contenders in turns, A B A B ..., so that a change of clock or load hits all of them alike.</summary>
internal static class AlternatingRunner
{
    /// <summary>One summary per contender, over the calls of all its turns.</summary>
    public static TimingSummary[] Run(IReadOnlyList<IContender> contenders, TimingPlan plan)
    {
        var samples = new List<double>[contenders.Count];
        for (int i = 0; i < contenders.Count; i++)
        {
            samples[i] = [];
            contenders[i].WarmUp(plan);
        }
        for (int round = 0; round < plan.Rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                if (plan.PauseSeconds > 0)
                    Thread.Sleep(TimeSpan.FromSeconds(plan.PauseSeconds));
                samples[i].AddRange(contenders[i].Turn(plan.TurnSeconds));
            }
        }
        return [.. samples.Select(TimingSummary.Of)];
    }
}
