namespace GpuNN.Profiling;

/// <summary>What an event is.</summary>
public enum ProfileEventKind
{
    /// <summary>A primitive that an operator ran, on any device.</summary>
    Operator,

    /// <summary>A kernel that a primitive launched on an accelerator.</summary>
    Kernel,
}
