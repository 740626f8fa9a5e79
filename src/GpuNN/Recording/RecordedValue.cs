using GpuNN.Backends;

namespace GpuNN.Recording;

/// <summary>A piece of memory that a recorded function reads or writes.</summary>
internal sealed class RecordedValue(int number, RecordedValueKind kind, long bytes, int firstStep)
{
    public int Number { get; } = number;

    public RecordedValueKind Kind { get; } = kind;

    public long Bytes { get; } = bytes;

    /// <summary>The step that writes it first; −1 for inputs and constants.</summary>
    public int FirstStep { get; } = firstStep;

    /// <summary>The last step that touches it.</summary>
    public int LastStep { get; set; } = firstStep;

    /// <summary>A constant's tensor, kept.</summary>
    public Tensor? Constant { get; init; }

    /// <summary>Where it lies in a replay.</summary>
    public DeviceBuffer? Buffer { get; set; }
}
