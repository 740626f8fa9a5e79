using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes what puts elements at indices. Additions happen in place: what was there is what the step's output held
/// before.</summary>
internal static class ScatteringExport
{
    public static void Write(StepWriter writer, ScatterAddPrimitive primitive)
    {
        // What a source has beyond the indices is not used.
        Shape indices = writer.Input(0).Shape;
        string source = writer.Input(1).Shape == indices
            ? writer.Read(1)
            : writer.Node("Slice", [writer.Read(1), writer.Graph.Integers(new long[indices.Rank]), writer.Graph.Integers(indices.Extents)]);
        writer.Write(0, Scatter(writer, writer.ReadOutput(0), writer.Read(0), source, primitive.Axis, adds: true));
    }

    public static void Write(StepWriter writer, IndexAddPrimitive primitive)
    {
        Shape source = writer.Input(1).Shape;
        string along = writer.Reshape(writer.Read(0), [.. Enumerable.Range(0, source.Rank).Select(axis => axis == primitive.Axis ? source[axis] : 1)]);
        string indices = writer.Node("Expand", along, writer.Graph.Integers(source.Extents));
        writer.Write(0, Scatter(writer, writer.ReadOutput(0), indices, writer.Read(1), primitive.Axis, adds: true));
    }

    public static void Write(StepWriter writer, PlaneScatterPrimitive primitive)
    {
        string zeros = writer.Filled(0, writer.DType, writer.Output(0).Shape);
        writer.Write(0, Scatter(writer, zeros, writer.Read(1), writer.Read(0), 1, primitive.Adds));
    }

    private static string Scatter(StepWriter writer, string data, string indices, string source, int axis, bool adds) => writer.Node(
        "ScatterElements",
        [data, indices, source],
        GraphWriter.Attribute("axis", axis),
        GraphWriter.Attribute("reduction", adds ? "add" : "none"));
}
