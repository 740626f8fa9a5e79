using GpuNN.Memory;
using GpuNN.Onnx.Schema;
using GpuNN.Recording;

namespace GpuNN.Onnx.Export;

/// <summary>What the values of a recorded function are called in the graph. A recording reads and writes strided views of
/// memory; a graph knows whole tensors only. So each value has a current name that stands for its whole memory, a view becomes
/// nodes that make it of the whole, and a write into a part makes a new whole.</summary>
internal sealed class ExportedValues
{
    private readonly IReadOnlyList<RecordedValue> _values;
    private readonly Dictionary<TensorStorage, (string Name, Tensor Tensor)> _named = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<int, WholeValue> _whole = [];
    private readonly Dictionary<int, List<ExportedRegion>> _regions = [];
    private readonly Dictionary<RecordedOperand, string> _views = [];
    private readonly Dictionary<int, long> _reach = [];

    public ExportedValues(RecordedFunction function, IEnumerable<KeyValuePair<string, Tensor>> names)
    {
        _values = function.Values;
        foreach (var (name, tensor) in names) _named.TryAdd(tensor.Storage, (name, tensor));
        foreach (RecordedOperand operand in function.Steps.SelectMany(step => step.Inputs).Concat(function.Results))
            _reach[operand.Value] = Math.Max(_reach.GetValueOrDefault(operand.Value), StridedView.Reach(operand));
    }

    public GraphWriter Graph { get; } = new();

    /// <summary>An argument of the function.</summary>
    public void AddInput(RecordedOperand operand, string name)
    {
        _used.Add(name);
        Graph.File.Inputs.Add(Describe(name, operand));
        _whole[operand.Value] = new(name, operand.Shape);
    }

    /// <summary>A result of the function, under a name of its own.</summary>
    public void AddOutput(RecordedOperand operand, string name)
    {
        var rename = new NodeFile { Operator = "Identity" };
        rename.Inputs.Add(Read(operand));
        rename.Outputs.Add(name);
        Graph.File.Nodes.Add(rename);
        Graph.File.Outputs.Add(Describe(name, operand));
    }

    /// <summary>The name of a tensor with the operand's elements and shape.</summary>
    public string Read(RecordedOperand operand)
    {
        if (_views.TryGetValue(operand, out string? known)) return known;
        WholeValue whole = Whole(operand);
        return _views[operand] = StridedView.Write(Graph, whole.Name, whole.Shape, operand);
    }

    /// <summary>What a step wrote.</summary>
    public void Write(RecordedOperand operand, string name)
    {
        Forget(operand.Value);
        bool isWhole = operand.Strides == Strides.Contiguous(operand.Shape) && operand.Offset == 0;
        if (isWhole && _regions.GetValueOrDefault(operand.Value) is not { Count: > 0 })
        {
            _whole[operand.Value] = new(name, operand.Shape) { Written = operand };
            _views[operand] = name;
            return;
        }

        if (!_regions.TryGetValue(operand.Value, out List<ExportedRegion>? regions)) _regions[operand.Value] = regions = [];
        // What looked like the whole was the first of its parts, if the next one lies behind it.
        if (regions.Count == 0 && _whole.GetValueOrDefault(operand.Value) is { Written: { } first } whole && StridedView.Reach(operand) > whole.Shape.Count)
        {
            regions.Add(new(first, whole.Name));
            _whole.Remove(operand.Value);
        }

        regions.Add(new(operand, name));
    }

    /// <summary>A step filled memory with one number: parts may be written into it later.</summary>
    public void Fill(RecordedOperand operand, double number)
    {
        Forget(operand.Value);
        _regions.Remove(operand.Value);
        string one = Graph.Number(number, operand.DType);
        string name = operand.Shape.Rank == 0 ? one : Graph.Node("Expand", [one, Graph.Integers(operand.Shape.Extents)]);
        _whole[operand.Value] = new(name, operand.Shape) { Number = number };
    }

    private void Forget(int value)
    {
        if (_values[value].Kind == RecordedValueKind.Constant)
            throw new UnsupportedModelException("export", [$"%{value} is changed in place, which a graph cannot"]);
        foreach (RecordedOperand view in _views.Keys.Where(view => view.Value == value).ToArray()) _views.Remove(view);
    }

    private WholeValue Whole(RecordedOperand operand)
    {
        int value = operand.Value;
        if (_regions.Remove(value, out List<ExportedRegion>? regions) && regions.Count > 0)
            _whole[value] = ExportedRegion.Join(Graph, regions, _whole.GetValueOrDefault(value), operand);
        if (_whole.TryGetValue(value, out WholeValue? whole)) return whole;
        return _whole[value] = AddConstant(operand);
    }

    /// <summary>A tensor that was there before: under its name and in its own shape where it has one, else densely as it lies in
    /// memory.</summary>
    private WholeValue AddConstant(RecordedOperand operand)
    {
        Tensor constant = _values[operand.Value].Constant
            ?? throw new UnsupportedModelException("export", [$"%{operand.Value} is read before anything writes it"]);
        bool isNamed = _named.TryGetValue(constant.Storage, out var named) && named.Tensor.IsContiguous && named.Tensor.Offset == 0;
        string name = isNamed && _used.Add(named.Name) ? named.Name : Graph.Fresh();
        Shape shape = isNamed ? named.Tensor.Shape : StridedView.Dense(operand, _reach[operand.Value]);
        using var dense = new Tensor(constant, shape, Strides.Contiguous(shape), 0);
        Graph.Initializer(name, operand.DType, shape, GraphWriter.BytesOf(dense));
        return new(name, shape);
    }

    private static ValueFile Describe(string name, RecordedOperand operand)
    {
        var value = new ValueFile { Name = name, Type = ElementTypes.Of(operand.DType), Extents = [.. operand.Shape.ToArray()] };
        value.ExtentNames.AddRange(Enumerable.Repeat("", operand.Shape.Rank));
        return value;
    }
}
