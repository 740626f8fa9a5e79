using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Shapes;

/// <summary>What is known of a value when all extents of the inputs are.</summary>
internal readonly record struct InferredValue(ElementType Type, Shape Shape);
