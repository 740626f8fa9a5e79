namespace GpuNN;

/// <summary>What was measured for a primitive and its operands.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Primitive">The primitive's name.</param>
/// <param name="Operands">The operands with their types and shapes.</param>
/// <param name="BuiltIn">What the device would run without tuning, and why.</param>
/// <param name="Winner">The variant that is remembered; null where none computed what the reference does.</param>
/// <param name="Trials">All variants, the built-in choice first.</param>
public sealed record TuningReport(
    string Device, string Primitive, string Operands, string BuiltIn, string? Winner, IReadOnlyList<TuningTrial> Trials);
