using System.Runtime.InteropServices;
using System.Text;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Export;

/// <summary>Builds a graph node by node.</summary>
internal sealed class GraphWriter
{
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private int _next;

    public GraphFile File { get; } = new() { Name = "GpuNN" };

    /// <summary>Adds a node with one result.</summary>
    /// <returns>The result's name.</returns>
    public string Node(string name, IEnumerable<string> inputs, params ReadOnlySpan<AttributeFile> attributes) =>
        Nodes(name, inputs, 1, attributes)[0];

    /// <summary>Adds a node with several results.</summary>
    public string[] Nodes(string name, IEnumerable<string> inputs, int results, params ReadOnlySpan<AttributeFile> attributes)
    {
        var node = new NodeFile { Operator = name };
        node.Inputs.AddRange(inputs);
        for (int index = 0; index < results; index++) node.Outputs.Add(Fresh());
        node.Attributes.AddRange(attributes);
        File.Nodes.Add(node);
        return [.. node.Outputs];
    }

    /// <summary>A name that nothing has.</summary>
    public string Fresh() => FormattableString.Invariant($"value{_next++}");

    /// <summary>A vector of integers, held once.</summary>
    public string Integers(params ReadOnlySpan<long> values)
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        return Constant(DType.Int64, [values.Length], bytes);
    }

    /// <summary>A number, held once.</summary>
    public string Number(double value, DType dtype)
    {
        using Tensor tensor = Tensor.Scalar(value, dtype, Device.Cpu);
        return Constant(dtype, [], BytesOf(tensor));
    }

    /// <summary>A constant, held once.</summary>
    public string Constant(DType dtype, in Shape shape, byte[] bytes)
    {
        string key = $"{dtype}{shape}{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(bytes))}";
        if (_constants.TryGetValue(key, out string? known)) return known;
        var value = new AttributeFile { Name = "value", Kind = AttributeKind.Tensor, Tensor = TensorOf("", dtype, shape, bytes) };
        return _constants[key] = Node("Constant", [], value);
    }

    /// <summary>An initialiser: a weight, unlike a constant.</summary>
    public void Initializer(string name, DType dtype, in Shape shape, byte[] bytes) =>
        File.Initializers.Add(TensorOf(name, dtype, shape, bytes));

    private static TensorFile TensorOf(string name, DType dtype, in Shape shape, byte[] bytes)
    {
        var tensor = new TensorFile { Name = name, Type = ElementTypes.Of(dtype), Raw = bytes };
        tensor.Extents.AddRange(shape.ToArray());
        return tensor;
    }

    public static byte[] BytesOf(Tensor tensor)
    {
        var bytes = new byte[checked((int)(tensor.Count * tensor.DType.Size()))];
        tensor.CopyTo(bytes);
        return bytes;
    }

    public static AttributeFile Attribute(string name, long value) => new() { Name = name, Kind = AttributeKind.Integer, Integer = value };

    public static AttributeFile Attribute(string name, double value) => new() { Name = name, Kind = AttributeKind.Float, Float = (float)value };

    public static AttributeFile Attribute(string name, string value) =>
        new() { Name = name, Kind = AttributeKind.Text, Bytes = Encoding.UTF8.GetBytes(value) };

    public static AttributeFile Attribute(string name, IEnumerable<long> values)
    {
        var attribute = new AttributeFile { Name = name, Kind = AttributeKind.Integers };
        attribute.Integers.AddRange(values);
        return attribute;
    }
}
