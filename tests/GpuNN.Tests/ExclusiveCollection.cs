namespace GpuNN.Tests;

/// <summary>Tests that look at a device's live bytes or at process-wide settings run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExclusiveCollection
{
    public const string Name = "Exclusive";
}
