namespace GpuNN.Recording;

/// <summary>A view of a value in a recorded function.</summary>
/// <param name="Value">Which value, by number.</param>
/// <param name="DType">Its type.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Strides">Its strides.</param>
/// <param name="Offset">Its first element.</param>
public sealed record RecordedOperand(int Value, DType DType, Shape Shape, Strides Strides, long Offset);
