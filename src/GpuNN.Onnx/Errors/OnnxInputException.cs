namespace GpuNN.Onnx;

/// <summary>A model is run with inputs that it does not take: one is missing, too many, or has another type or shape.</summary>
public sealed class OnnxInputException : GpuNNException
{
    internal OnnxInputException(string model, string? input, string found, string expected)
        : base(model, input, found, expected)
    {
    }
}
