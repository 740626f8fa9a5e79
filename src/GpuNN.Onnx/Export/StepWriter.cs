using GpuNN.Backends;
using GpuNN.Onnx.Schema;
using GpuNN.Recording;

namespace GpuNN.Onnx.Export;

/// <summary>A step being written: its operands by number, and short forms for common nodes.</summary>
internal sealed class StepWriter(RecordedStep step, ExportedValues values)
{
    public GraphWriter Graph => values.Graph;

    public int Inputs => step.Inputs.Count;

    public int Outputs => step.Outputs.Count;

    public RecordedOperand Input(int index) => step.Inputs[index];

    public RecordedOperand Output(int index) => step.Outputs[index];

    /// <summary>The type in which it computes.</summary>
    public DType DType => step.Inputs[0].DType;

    public string Read(int input) => values.Read(step.Inputs[input]);

    public string ReadOutput(int output) => values.Read(step.Outputs[output]);

    public void Write(int output, string name) => values.Write(step.Outputs[output], name);

    public string Node(string name, IEnumerable<string> inputs, params ReadOnlySpan<AttributeFile> attributes) => Graph.Node(name, inputs, attributes);

    public string Node(string name, string x) => Graph.Node(name, [x]);

    public string Node(string name, string x, string y) => Graph.Node(name, [x, y]);

    public string Number(double value) => Graph.Number(value, DType);

    /// <summary>α·x + β.</summary>
    public string Affine(string x, double alpha, double beta = 0)
    {
        string scaled = alpha == 1 ? x : Node("Mul", x, Number(alpha));
        return beta == 0 ? scaled : Node("Add", scaled, Number(beta));
    }

    public string Cast(string x, DType from, DType to) =>
        from == to ? x : Node("Cast", [x], GraphWriter.Attribute("to", (long)ElementTypes.Of(to)));

    public string Activate(string x, Activation activation) => activation switch
    {
        Activation.ReLU => Node("Relu", x),
        Activation.Sigmoid => Node("Sigmoid", x),
        Activation.Tanh => Node("Tanh", x),
        _ => x,
    };

    public string Reshape(string x, params ReadOnlySpan<long> extents) => Node("Reshape", x, Graph.Integers(extents));

    /// <summary>A tensor of one number.</summary>
    public string Filled(double value, DType dtype, in Shape shape) => Node("Expand", Graph.Number(value, dtype), Graph.Integers(shape.Extents));

    public static IEnumerable<long> Extents(SpatialExtents extents) => Enumerable.Range(0, extents.Rank).Select(axis => (long)extents[axis]);
}
