namespace GpuNN.Bench.Timing;

/// <summary>One side of a comparison: it is given turns and returns the seconds of each call it made.</summary>
internal interface IContender
{
    string Name { get; }

    /// <summary>Runs until tiered compilation, caches and pools have settled.</summary>
    void WarmUp(TimingPlan plan);

    /// <summary>Makes calls for about <paramref name="seconds"/>, at least one; returns one duration per sample.</summary>
    IReadOnlyList<double> Turn(double seconds);
}
