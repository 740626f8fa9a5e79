using GpuNN.Onnx.Import;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Execution;

/// <summary>A node about to run: its attributes, its inputs on the device that computes, and what the host reads of
/// them.</summary>
internal sealed class OperatorCall(GraphNode node, OnnxValue?[] values, Device device, bool isTraining, long maximumBytes)
{
    private readonly Dictionary<int, ElementType> _types = [];

    /// <summary>The node, for its attributes.</summary>
    public GraphNode Node { get; } = node;

    /// <summary>Where it computes.</summary>
    public Device Device { get; } = device;

    /// <summary>Whether the model trains.</summary>
    public bool IsTraining { get; } = isTraining;

    /// <summary>The version of its operators.</summary>
    public int Version => Node.Version;

    /// <summary>How many inputs are written, those left out in between included.</summary>
    public int Count => values.Length;

    /// <summary>An input that must be there.</summary>
    public Tensor this[int index]
    {
        get
        {
            Tensor tensor = Required(index).On(Device);
            return IsShifted(TypeOf(index)) ? UnsignedIntegers.Shift(tensor) : tensor;
        }
    }

    /// <summary>Whether an input is there.</summary>
    public bool Has(int index) => index < values.Length && values[index] is not null;

    /// <summary>An input that may be left out.</summary>
    public Tensor? Optional(int index) => Has(index) ? this[index] : null;

    /// <summary>All inputs, none of which may be left out.</summary>
    public Tensor[] All() => [.. Enumerable.Range(0, Count).Select(index => this[index])];

    /// <summary>The type of an input in ONNX's terms.</summary>
    public ElementType TypeOf(int index) => Required(index).Type;

    /// <summary>The shape of an input.</summary>
    public Shape ShapeOf(int index) => Required(index).Tensor.Shape;

    /// <summary>An input in the host's memory; of a computed one this waits for the device.</summary>
    public Tensor Local(int index) => Required(index).OnHost();

    /// <summary>Whether an input is known on the host.</summary>
    public bool IsKnown(int index) => Required(index).IsKnown;

    /// <summary>Integers of an input, read on the host.</summary>
    public long[] Integers(int index)
    {
        Tensor tensor = Required(index).OnHost();
        if (!tensor.DType.IsInteger()) throw new DTypeMismatchException(Node.Label, $"input {index}", $"{tensor.DType}", "integers");
        using (HostEvaluation.Begin()) return tensor.Cast(DType.Int64).ToArray<long>();
    }

    /// <summary>Numbers of an input, read on the host.</summary>
    public double[] Numbers(int index)
    {
        Tensor tensor = Required(index).OnHost();
        using (HostEvaluation.Begin()) return tensor.Cast(DType.Float64).ToArray<double>();
    }

    /// <summary>The only integer of an input.</summary>
    public long Integer(int index) => Integers(index) is [var only] ? only : throw Refuse($"input {index}", $"{ShapeOf(index)}", "one number");

    /// <summary>The only number of an input on which no shape depends; 0 where shapes alone are computed and it is not
    /// known.</summary>
    public double Coefficient(int index) => HasNumbers(index) ? Number(index) : 0;

    /// <summary>The only integer of an input on which no shape depends; 0 where shapes alone are computed and it is not
    /// known.</summary>
    public long IntegerCoefficient(int index) => HasNumbers(index) ? Integer(index) : 0;

    /// <summary>The only number of an input.</summary>
    public double Number(int index) => Numbers(index) is [var only] ? only : throw Refuse($"input {index}", $"{ShapeOf(index)}", "one number");

    /// <summary>Integers of an attribute in older versions, of an input in newer ones; null where there are none.</summary>
    public long[]? IntegersOf(string attribute, int input) => Has(input) ? Integers(input) : Node.Integers(attribute);

    /// <summary>An axis counted from the start.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Refuse("axis", $"{axis}", $"−{rank} to {rank - 1}");

    /// <summary>Axes counted from the start, each once.</summary>
    public int[] Axes(long[] axes, int rank)
    {
        int[] normal = [.. axes.Select(axis => Axis(axis, rank))];
        return normal.Distinct().Count() == normal.Length ? normal : throw Refuse("axes", string.Join(", ", axes), "axes that differ");
    }

    /// <summary>Says what type a result has, where it is not that of the tensor or of the first input.</summary>
    public Tensor As(ElementType type, Tensor tensor, int result = 0)
    {
        _types[result] = type;
        return tensor;
    }

    /// <summary>The type of a result: what was said, else that of the first input where the tensor is stored alike.</summary>
    public ElementType ResultType(int result, Tensor tensor)
    {
        if (_types.TryGetValue(result, out ElementType type)) return type;
        ElementType first = Has(0) ? TypeOf(0) : ElementType.Undefined;
        return ElementTypes.Storage(first) == tensor.DType ? first : ElementTypes.Of(tensor.DType);
    }

    /// <summary>Whether numbers of this type are shifted on their way in and out, since the operator orders them.</summary>
    public bool IsShifted(ElementType type) => type == ElementType.UInt64 && Node.Definition.OrdersNumbers;

    /// <summary>Refuses a result that is larger than a model's tensors may be, before it is made.</summary>
    public Shape Bounded(in Shape shape, DType dtype)
    {
        if (shape.Count > maximumBytes / dtype.Size())
            throw Refuse("result", $"{dtype}{shape}", $"at most {maximumBytes} bytes (OnnxOptions.MaximumTensorBytes)");
        return shape;
    }

    /// <summary>An error of this node.</summary>
    public ShapeMismatchException Refuse(string argument, string found, string expected) => new(Node.Definition.Name, argument, found, expected);

    private bool HasNumbers(int index) => Device != Device.Shapes || IsKnown(index) || ShapeOf(index).Count != 1;

    private OnnxValue Required(int index) => Has(index)
        ? values[index]!
        : throw Refuse($"input {index}", "none", "a value");
}
