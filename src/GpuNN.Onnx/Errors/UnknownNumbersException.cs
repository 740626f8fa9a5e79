namespace GpuNN.Onnx;

/// <summary>A shape depends on numbers that are not there where shapes alone are computed.</summary>
internal sealed class UnknownNumbersException() : GpuNNException(
    nameof(OnnxModel.InferShapes), null, "a shape that depends on numbers which the model computes", "one that shapes and constants decide");
