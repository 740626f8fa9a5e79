using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes recurrences. Theirs inputs are projected already, gate by gate, so that ONNX's input weights are a unit
/// matrix, its rows in the order of ONNX's gates.</summary>
internal static class RecurrenceExport
{
    private static readonly int[] ElmanOrder = [0], LstmOrder = [0, 3, 1, 2], GruOrder = [1, 0, 2];

    public static bool TryWrite(StepWriter writer, ElmanSequencePrimitive primitive)
    {
        string? activation = primitive.Activation switch
        {
            Activation.Tanh => "Tanh",
            Activation.ReLU => "Relu",
            Activation.Sigmoid => "Sigmoid",
            _ => null,
        };
        if (activation is null) return false;
        var named = new Schema.AttributeFile { Name = "activations", Kind = Schema.AttributeKind.Texts };
        named.Texts.Add(activation);
        Write(writer, "RNN", ElmanOrder, 1, primitive.IsReversed, primitive.HasBias, primitive.HasLengths, named);
        return true;
    }

    public static bool TryWrite(StepWriter writer, LstmSequencePrimitive primitive)
    {
        if (primitive.KeepsGates) return false;
        Write(writer, "LSTM", LstmOrder, 2, primitive.IsReversed, primitive.HasBias, primitive.HasLengths);
        return true;
    }

    public static bool TryWrite(StepWriter writer, GruSequencePrimitive primitive)
    {
        if (primitive.KeepsGates) return false;
        Schema.AttributeFile resetsAfter = GraphWriter.Attribute("linear_before_reset", primitive.ResetsAfter ? 1 : 0);
        Write(writer, "GRU", GruOrder, 1, primitive.IsReversed, primitive.HasBias, primitive.HasLengths, resetsAfter);
        return true;
    }

    /// <summary>Inputs of the step: projected inputs, states, U, its bias, lengths.</summary>
    private static void Write(
        StepWriter writer, string name, int[] order, int states, bool isReversed, bool hasBias, bool hasLengths, params Schema.AttributeFile[] attributes)
    {
        Shape projected = writer.Input(0).Shape;
        long samples = projected[1], rows = projected[2], hidden = rows / order.Length;
        string weights = Unit(writer, order, hidden);
        string recurrent = writer.Reshape(Reordered(writer, writer.Read(1 + states), order, hidden), 1, rows, hidden);
        string bias = "";
        if (hasBias)
        {
            using Tensor zeros = Tensor.Zeros([rows], writer.DType, Device.Cpu);
            string none = writer.Graph.Constant(writer.DType, [rows], GraphWriter.BytesOf(zeros));
            string own = Reordered(writer, writer.Read(2 + states), order, hidden);
            bias = writer.Reshape(writer.Node("Concat", [none, own], GraphWriter.Attribute("axis", 0)), 1, 2 * rows);
        }

        string lengths = hasLengths ? writer.Cast(writer.Read(2 + states + (hasBias ? 1 : 0)), DType.Int64, DType.Int32) : "";
        string[] initial = [.. Enumerable.Range(0, states).Select(state => writer.Reshape(writer.Read(1 + state), 1, samples, hidden))];
        string[] results = writer.Graph.Nodes(
            name,
            [writer.Read(0), weights, recurrent, bias, lengths, .. initial],
            1 + states,
            [GraphWriter.Attribute("hidden_size", hidden), GraphWriter.Attribute("direction", isReversed ? "reverse" : "forward"), .. attributes]);
        writer.Write(0, writer.Reshape(results[0], projected[0], samples, hidden));
        for (int state = 0; state < states; state++) writer.Write(1 + state, writer.Reshape(results[1 + state], samples, hidden));
    }

    private static string Reordered(StepWriter writer, string weights, int[] order, long hidden)
    {
        if (order.Length == 1) return weights;
        long[] rows = [.. order.SelectMany(gate => Enumerable.Range(0, (int)hidden).Select(unit => (gate * hidden) + unit))];
        return writer.Node("Gather", [weights, writer.Graph.Integers(rows)], GraphWriter.Attribute("axis", 0));
    }

    private static string Unit(StepWriter writer, int[] order, long hidden)
    {
        long rows = order.Length * hidden;
        var unit = new float[rows * rows];
        for (int gate = 0; gate < order.Length; gate++)
        {
            for (int index = 0; index < hidden; index++) unit[(((gate * hidden) + index) * rows) + (order[gate] * hidden) + index] = 1;
        }

        using Tensor tensor = Tensor.From(unit, [1, rows, rows], Device.Cpu);
        using Tensor typed = tensor.Cast(writer.DType);
        return writer.Graph.Constant(writer.DType, [1, rows, rows], GraphWriter.BytesOf(typed));
    }
}
