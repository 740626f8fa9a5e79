using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes reductions and orders.</summary>
internal static class ReductionExport
{
    public static bool TryWrite(StepWriter writer, ReducePrimitive primitive)
    {
        long[] axes = [.. Enumerable.Range(0, writer.Input(0).Shape.Rank).Where(axis => (primitive.Axes >> axis & 1) != 0).Select(axis => (long)axis)];
        DType output = writer.Output(0).DType;
        string x = writer.Cast(writer.Read(0), writer.DType, output == DType.Bool ? DType.Int32 : output);
        if (axes.Length == 0) return false;
        string? result = primitive.Function switch
        {
            ReduceFunction.Sum => Reduce(writer, "ReduceSum", x, axes),
            ReduceFunction.Mean => Reduce(writer, "ReduceMean", x, axes),
            ReduceFunction.Max => Reduce(writer, "ReduceMax", x, axes),
            ReduceFunction.Min => Reduce(writer, "ReduceMin", x, axes),
            ReduceFunction.Prod => Reduce(writer, "ReduceProd", x, axes),
            ReduceFunction.SumOfSquares => Reduce(writer, "ReduceSumSquare", x, axes),
            ReduceFunction.LogSumExp => Reduce(writer, "ReduceLogSumExp", x, axes),
            ReduceFunction.Variance => Variance(writer, x, axes, primitive.Correction),
            // A truth is the least, or the most, of ones and zeros.
            ReduceFunction.All => Truth(writer, "ReduceMin", axes),
            ReduceFunction.Any => Truth(writer, "ReduceMax", axes),
            _ => null,
        };
        if (result is not null) writer.Write(0, result);
        return result is not null;
    }

    public static void Write(StepWriter writer, ArgReducePrimitive primitive) => writer.Write(0, writer.Node(
        primitive.IsMinimum ? "ArgMin" : "ArgMax", [writer.Read(0)], GraphWriter.Attribute("axis", primitive.Axis)));

    public static void Write(StepWriter writer, SortPrimitive primitive)
    {
        string[] results = writer.Graph.Nodes(
            "TopK",
            [writer.Read(0), writer.Graph.Integers(primitive.Count)],
            2,
            GraphWriter.Attribute("axis", primitive.Axis),
            GraphWriter.Attribute("largest", primitive.IsDescending ? 1 : 0));
        writer.Write(0, results[0]);
        writer.Write(1, results[1]);
    }

    public static void Write(StepWriter writer, CumulativeSumPrimitive primitive) => writer.Write(0, writer.Node(
        "CumSum",
        [writer.Read(0), writer.Graph.Number(primitive.Axis, DType.Int64)],
        GraphWriter.Attribute("reverse", primitive.IsReversed ? 1 : 0)));

    private static string Reduce(StepWriter writer, string name, string x, long[] axes) =>
        writer.Node(name, x, writer.Graph.Integers(axes));

    private static string Variance(StepWriter writer, string x, long[] axes, double correction)
    {
        string centred = writer.Node("Sub", x, Reduce(writer, "ReduceMean", x, axes));
        double count = axes.Aggregate(1.0, (product, axis) => product * writer.Input(0).Shape[(int)axis]);
        return writer.Node("Div", Reduce(writer, "ReduceSumSquare", centred, axes), writer.Number(count - correction));
    }

    private static string Truth(StepWriter writer, string name, long[] axes)
    {
        string truth = writer.Cast(writer.Read(0), writer.DType, DType.Bool);
        string number = writer.Cast(truth, DType.Bool, DType.Int32);
        return writer.Cast(Reduce(writer, name, number, axes), DType.Int32, DType.Bool);
    }
}
