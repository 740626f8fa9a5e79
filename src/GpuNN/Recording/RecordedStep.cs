using GpuNN.Backends;

namespace GpuNN.Recording;

/// <summary>One primitive of a recorded function.</summary>
/// <param name="Operator">The operator that asked for it.</param>
/// <param name="Primitive">What is computed.</param>
/// <param name="Inputs">The operands that it reads.</param>
/// <param name="Outputs">The operands that it writes.</param>
public sealed record RecordedStep(
    string Operator, Primitive Primitive, IReadOnlyList<RecordedOperand> Inputs, IReadOnlyList<RecordedOperand> Outputs)
{
    /// <summary>How many random counters it takes.</summary>
    internal long RandomCounters { get; init; }
}
