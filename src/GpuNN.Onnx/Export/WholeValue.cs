using GpuNN.Recording;

namespace GpuNN.Onnx.Export;

/// <summary>A value's whole memory as a tensor of the graph.</summary>
/// <param name="Name">The tensor.</param>
/// <param name="Shape">Its shape, row-major.</param>
internal sealed record WholeValue(string Name, Shape Shape)
{
    /// <summary>The number that all elements are, where it was filled with one.</summary>
    public double? Number { get; init; }

    /// <summary>The operand that wrote it as one, if a step did.</summary>
    public RecordedOperand? Written { get; init; }
}
