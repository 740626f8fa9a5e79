using System.Text;
using GpuNN.Onnx.Schema;
using GpuNN.Onnx.Wire;

namespace GpuNN.Onnx.Tests;

/// <summary>Writes small models: nodes, initialisers, inputs.</summary>
internal sealed class NodeModel
{
    private readonly ModelFile _model = new() { Graph = new GraphFile { Name = "test" }, Producer = "tests" };

    public NodeModel(int version = 17, string domain = "")
    {
        _model.OperatorSets.Add(new("", version));
        if (domain.Length > 0) _model.OperatorSets.Add(new(domain, 1));
    }

    public GraphFile Graph => _model.Graph!;

    public ModelFile File => _model;

    public NodeModel Input(string name, DType dtype, params long[] extents)
    {
        Graph.Inputs.Add(Value(name, ElementTypes.Of(dtype), extents));
        return this;
    }

    public NodeModel Input(string name, ElementType type, params long[] extents)
    {
        Graph.Inputs.Add(Value(name, type, extents));
        return this;
    }

    public NodeModel Output(string name)
    {
        Graph.Outputs.Add(new ValueFile { Name = name, Type = ElementType.Undefined });
        return this;
    }

    public NodeModel Constant(string name, Tensor tensor)
    {
        var file = new TensorFile { Name = name, Type = ElementTypes.Of(tensor.DType) };
        file.Extents.AddRange(tensor.Shape.ToArray());
        byte[] bytes = new byte[tensor.Count * tensor.DType.Size()];
        tensor.CopyTo(bytes);
        file.Raw = bytes;
        Graph.Initializers.Add(file);
        return this;
    }

    public NodeModel Integers(string name, params long[] values) => Constant(name, Tensor.From(values));

    public NodeModel Node(string name, string inputs, string outputs, params (string Name, object Value)[] attributes) =>
        Node("", name, inputs, outputs, attributes);

    public NodeModel Node(string domain, string name, string inputs, string outputs, (string Name, object Value)[] attributes)
    {
        var node = new NodeFile { Operator = name, Domain = domain };
        node.Inputs.AddRange(inputs.Length == 0 ? [] : inputs.Split(','));
        node.Outputs.AddRange(outputs.Split(','));
        foreach (var (key, value) in attributes) node.Attributes.Add(Attribute(key, value));
        Graph.Nodes.Add(node);
        return this;
    }

    public byte[] Bytes()
    {
        var writer = new WireWriter();
        _model.Write(writer);
        return writer.Written.ToArray();
    }

    public OnnxModel Load(Device? device = null) => OnnxModel.Load(Bytes(), new OnnxOptions { Device = device });

    /// <summary>Runs a model of one node on inputs a, b, c, …; the output is y.</summary>
    public static Tensor Run(string name, Tensor[] inputs, (string, object)[]? attributes = null, int version = 17, int outputs = 1, int take = 0, Device? device = null)
    {
        var model = new NodeModel(version);
        for (int index = 0; index < inputs.Length; index++) model.Input($"i{index}", inputs[index].DType, inputs[index].Shape.ToArray());
        for (int index = 0; index < outputs; index++) model.Output($"o{index}");
        model.Node(
            name,
            string.Join(',', Enumerable.Range(0, inputs.Length).Select(index => $"i{index}")),
            string.Join(',', Enumerable.Range(0, outputs).Select(index => $"o{index}")),
            attributes ?? []);
        using IDisposable restoration = NoGrad.Begin();
        return model.Load(device ?? Device.Cpu).Run(inputs)[take];
    }

    private static ValueFile Value(string name, ElementType type, long[] extents)
    {
        var value = new ValueFile { Name = name, Type = type, Extents = [.. extents] };
        value.ExtentNames.AddRange(extents.Select((_, axis) => $"{name}{axis}"));
        return value;
    }

    private static AttributeFile Attribute(string name, object value)
    {
        var attribute = new AttributeFile { Name = name };
        switch (value)
        {
            case int integer:
                attribute.Kind = AttributeKind.Integer;
                attribute.Integer = integer;
                break;
            case double number:
                attribute.Kind = AttributeKind.Float;
                attribute.Float = (float)number;
                break;
            case string text:
                attribute.Kind = AttributeKind.Text;
                attribute.Bytes = Encoding.UTF8.GetBytes(text);
                break;
            case long[] integers:
                attribute.Kind = AttributeKind.Integers;
                attribute.Integers.AddRange(integers);
                break;
            case float[] numbers:
                attribute.Kind = AttributeKind.Floats;
                attribute.Floats.AddRange(numbers);
                break;
            default: throw new ArgumentException($"{value}", nameof(value));
        }

        return attribute;
    }
}
