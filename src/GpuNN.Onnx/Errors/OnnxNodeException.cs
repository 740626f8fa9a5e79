namespace GpuNN.Onnx;

/// <summary>A node of a model cannot run on the values it is given; the inner exception says why.</summary>
public sealed class OnnxNodeException : GpuNNException
{
    internal OnnxNodeException(string node, Exception inner)
        : base(node, null, inner.Message.TrimEnd('.'), "values that the operator takes", inner) => Node = node;

    /// <summary>The node.</summary>
    public string Node { get; }
}
