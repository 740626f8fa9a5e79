using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes sparse matrices in compressed rows, entry by entry: rows are gathered by the entries' columns, and what they
/// give is scattered to the entries' rows.</summary>
internal static class SparseExport
{
    /// <summary>y[row of e] += a[e]·x[column of e]. Inputs of the step: offsets, columns, X, values.</summary>
    public static void Write(StepWriter writer, CsrMatrixMultiplyPrimitive primitive)
    {
        DType dtype = writer.Output(0).DType;
        Shape result = writer.Output(0).Shape;
        string terms = RowsOf(writer, 2, writer.Read(1));
        if (primitive.HasValues) terms = writer.Node("Mul", terms, writer.Reshape(writer.Read(3), -1, 1));
        writer.Write(0, Scatter(writer, writer.Filled(0, dtype, result), terms, "add"));
    }

    /// <summary>y[row of e] = max x[column of e]; 0 for a row without entries. Which entry it was, which only a gradient uses, is
    /// not written.</summary>
    public static void WriteMaximum(StepWriter writer)
    {
        DType dtype = writer.Output(0).DType;
        Shape result = writer.Output(0).Shape;
        string begins = Cut(writer, writer.Read(0), 0, result[0]), ends = Cut(writer, writer.Read(0), 1, result[0] + 1);
        string isEmpty = writer.Reshape(writer.Node("Equal", begins, ends), result[0], 1);
        string least = writer.Node("Where", [isEmpty, writer.Graph.Number(0, dtype), writer.Graph.Number(double.NegativeInfinity, dtype)]);
        string start = writer.Node("Expand", least, writer.Graph.Integers(result.Extents));
        writer.Write(0, Scatter(writer, start, RowsOf(writer, 2, writer.Read(1)), "max"));
    }

    /// <summary>d[e] = Σ a[row of e]·b[column of e]. Inputs of the step: offsets, columns, A, B.</summary>
    public static void WriteSampled(StepWriter writer)
    {
        string products = writer.Node("Mul", RowsOf(writer, 2, EntryRows(writer, writer.Output(0).Shape[0])), RowsOf(writer, 3, writer.Read(1)));
        string sums = writer.Node("ReduceSum", products, writer.Graph.Integers(1));
        writer.Write(0, writer.Reshape(sums, -1));
    }

    public static void WriteRows(StepWriter writer) =>
        writer.Write(0, writer.Cast(EntryRows(writer, writer.Output(0).Shape[0]), DType.Int64, DType.Int32));

    /// <summary>Entries sorted by row. <c>TopK</c> puts equal ones in the order in which they stood; a row begins behind the
    /// entries of those above it.</summary>
    public static void WriteSorting(StepWriter writer)
    {
        long entries = writer.Input(0).Shape[0], rows = writer.Output(0).Shape[0] - 1;
        string row = writer.Cast(writer.Read(0), writer.Input(0).DType, DType.Int64);
        string[] sorted = writer.Graph.Nodes("TopK", [row, writer.Graph.Integers(entries)], 2, GraphWriter.Attribute("largest", 0));
        string offsets = CountUpTo(writer, writer.Node("Add", row, writer.Graph.Integers(1)), entries, rows + 1);
        writer.Write(0, writer.Cast(offsets, DType.Int64, DType.Int32));
        writer.Write(1, writer.Cast(sorted[1], DType.Int64, DType.Int32));
    }

    private static string RowsOf(StepWriter writer, int input, string places) =>
        writer.Node("Gather", [writer.Read(input), places], GraphWriter.Attribute("axis", 0));

    private static string Scatter(StepWriter writer, string data, string terms, string reduction)
    {
        string rows = writer.Reshape(EntryRows(writer, writer.Input(1).Shape[0]), -1, 1);
        return writer.Node("ScatterND", [data, rows, terms], GraphWriter.Attribute("reduction", reduction));
    }

    /// <summary>The row of each entry: how many rows end at or before it.</summary>
    private static string EntryRows(StepWriter writer, long entries)
    {
        long rows = writer.Input(0).Shape[0] - 1;
        string ends = writer.Cast(Cut(writer, writer.Read(0), 1, rows + 1), DType.Int32, DType.Int64);
        return Cut(writer, CountUpTo(writer, ends, rows, entries + 1), 0, entries);
    }

    /// <summary>For each number below a length, how many of a vector of <paramref name="count"/> are not above it.</summary>
    private static string CountUpTo(StepWriter writer, string numbers, long count, long length)
    {
        string none = writer.Filled(0, DType.Int64, [length]), ones = writer.Filled(1, DType.Int64, [count]);
        string counts = writer.Node(
            "ScatterElements", [none, numbers, ones], GraphWriter.Attribute("axis", 0), GraphWriter.Attribute("reduction", "add"));
        return writer.Node("CumSum", counts, writer.Graph.Number(0, DType.Int64));
    }

    private static string Cut(StepWriter writer, string vector, long begin, long end) =>
        writer.Node("Slice", [vector, writer.Graph.Integers(begin), writer.Graph.Integers(end)]);
}
