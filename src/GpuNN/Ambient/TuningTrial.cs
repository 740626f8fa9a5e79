namespace GpuNN;

/// <summary>What became of one variant.</summary>
/// <param name="Variant">Its name.</param>
/// <param name="Time">Its best time on the device; null where it failed before.</param>
/// <param name="Failure">Why it is out: it threw, or differs from the reference; null where nothing is known against it.</param>
public sealed record TuningTrial(string Variant, TimeSpan? Time, string? Failure);
