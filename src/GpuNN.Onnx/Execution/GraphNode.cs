using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Execution;

/// <summary>A node with its operator found and its attributes by name.</summary>
internal sealed class GraphNode
{
    private readonly Dictionary<string, AttributeFile> _attributes;

    public GraphNode(NodeFile node, int index, OperatorDefinition definition, int version)
    {
        Label = LabelOf(node, index);
        Definition = definition;
        Version = version;
        Inputs = node.Inputs;
        Outputs = node.Outputs;
        _attributes = node.Attributes.GroupBy(attribute => attribute.Name).ToDictionary(group => group.Key, group => group.Last());
    }

    /// <summary>What errors call it.</summary>
    public string Label { get; }

    public OperatorDefinition Definition { get; }

    /// <summary>The version of its domain's operators.</summary>
    public int Version { get; }

    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    /// <summary>What errors call a node.</summary>
    public static string LabelOf(NodeFile node, int index) => node.Name.Length > 0
        ? FormattableString.Invariant($"node {index} '{node.Name}' ({node.Operator})")
        : FormattableString.Invariant($"node {index} ({node.Operator})");

    /// <summary>Whether an attribute is there.</summary>
    public bool Has(string name) => _attributes.ContainsKey(name);

    /// <summary>Whether an input is there.</summary>
    public bool HasInput(int index) => index < Inputs.Count && Inputs[index].Length > 0;

    /// <summary>Whether an output is wanted.</summary>
    public bool Wants(int index) => index < Outputs.Count && Outputs[index].Length > 0;

    public long Integer(string name, long otherwise) => Find(name, AttributeKind.Integer)?.Integer ?? otherwise;

    public int SmallInteger(string name, int otherwise)
    {
        long value = Integer(name, otherwise);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Wrong(name, $"{value}", "a number of 32 bits");
    }

    public bool Flag(string name, bool otherwise = false) => Integer(name, otherwise ? 1 : 0) != 0;

    public double Float(string name, double otherwise) => Find(name, AttributeKind.Float)?.Float ?? otherwise;

    public string Text(string name, string otherwise) => Find(name, AttributeKind.Text)?.Text ?? otherwise;

    public long[]? Integers(string name) => Find(name, AttributeKind.Integers)?.Integers.ToArray();

    public float[]? Floats(string name) => Find(name, AttributeKind.Floats)?.Floats.ToArray();

    public IReadOnlyList<string>? Texts(string name) => Find(name, AttributeKind.Texts)?.Texts;

    public TensorFile? Tensor(string name) => Find(name, AttributeKind.Tensor)?.Tensor;

    private AttributeFile? Find(string name, AttributeKind kind)
    {
        if (!_attributes.TryGetValue(name, out AttributeFile? attribute)) return null;
        // An empty list leaves no trace of its kind in files that do not name it.
        if (attribute.Kind == AttributeKind.Undefined) return attribute;
        return attribute.Kind == kind ? attribute : throw Wrong(name, $"{attribute.Kind}", $"{kind}");
    }

    private ShapeMismatchException Wrong(string name, string found, string expected) =>
        new(Label, $"attribute {name}", found, expected);
}
