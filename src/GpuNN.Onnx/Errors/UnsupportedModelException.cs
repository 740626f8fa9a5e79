namespace GpuNN.Onnx;

/// <summary>A model uses operators, attributes or types that the importer lacks: it names each of them with its node, all at
/// once.</summary>
public sealed class UnsupportedModelException : GpuNNException
{
    internal UnsupportedModelException(string model, IReadOnlyList<string> problems)
        : base(model, null, string.Join("; ", problems), "operators, attributes and types of docs/onnx.md") => Problems = problems;

    /// <summary>What is missing, one line for each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
