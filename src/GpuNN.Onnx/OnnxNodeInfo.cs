namespace GpuNN.Onnx;

/// <summary>A node of a model.</summary>
/// <param name="Label">What errors call it: its place in the file, its name, its operator.</param>
/// <param name="Operator">ONNX's name of the operator.</param>
/// <param name="Inputs">The values that it takes, empty for one that is left out.</param>
/// <param name="Outputs">The values that it makes, empty for one that nobody wants.</param>
public sealed record OnnxNodeInfo(string Label, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
