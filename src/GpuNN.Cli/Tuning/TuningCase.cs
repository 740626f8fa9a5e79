namespace GpuNN.Cli.Tuning;

/// <summary>An operator at a size, whose variants are timed.</summary>
/// <param name="Family">The variants' family.</param>
/// <param name="Size">The size in words.</param>
/// <param name="Run">Runs it, forward and where there are variants backward, on a device.</param>
internal sealed record TuningCase(string Family, string Size, Action<Device> Run);
