using System.Runtime.InteropServices;
using GpuNN.Recording;

namespace GpuNN.Onnx.Export;

/// <summary>A part of a value's memory that a step wrote.</summary>
/// <param name="View">Which part.</param>
/// <param name="Name">What was written.</param>
internal sealed record ExportedRegion(RecordedOperand View, string Name)
{
    /// <summary>Makes a whole of parts: a concatenation where they lie one behind the other, padding where one lies in a filled
    /// frame, else scattered by tables of places.</summary>
    public static WholeValue Join(GraphWriter graph, List<ExportedRegion> regions, WholeValue? before, RecordedOperand wanted)
    {
        if (TryConcatenate(graph, regions) is { } joined) return joined;
        if (before?.Number is { } number && regions is [var only] && TryPad(graph, only, before, number) is { } padded) return padded;
        Shape shape = before?.Shape ?? Shape.Create(Math.Max(StridedView.Reach(wanted), regions.Max(region => StridedView.Reach(region.View))));
        string flat = before is null
            ? graph.Node("Expand", [graph.Number(0, wanted.DType), graph.Integers(shape.Extents)])
            : StridedView.Reshape(graph, before.Name, shape, [shape.Count]);
        foreach (ExportedRegion region in regions)
        {
            long[] places = StridedView.Places(region.View);
            string table = graph.Constant(DType.Int64, [places.Length], MemoryMarshal.AsBytes<long>(places).ToArray());
            string source = StridedView.Reshape(graph, region.Name, region.View.Shape, [places.Length]);
            flat = graph.Node("ScatterElements", [flat, table, source], GraphWriter.Attribute("axis", 0));
        }

        return new(StridedView.Reshape(graph, flat, [shape.Count], shape), shape);
    }

    private static WholeValue? TryConcatenate(GraphWriter graph, List<ExportedRegion> regions)
    {
        RecordedOperand first = regions[0].View;
        ExportedRegion[] ordered = [.. regions.OrderBy(region => region.View.Offset)];
        if (regions.Any(region => region.View.Strides != first.Strides || region.View.Shape.Count == 0)) return null;
        for (int axis = 0; axis < first.Shape.Rank; axis++)
        {
            long end = 0;
            bool fits = true;
            foreach (ExportedRegion region in ordered)
            {
                fits &= region.View.Offset == end * first.Strides[axis] && region.View.Shape.With(axis, 1) == first.Shape.With(axis, 1);
                end += region.View.Shape[axis];
            }

            Shape whole = first.Shape.With(axis, end);
            if (!fits || Strides.Contiguous(whole) != first.Strides) continue;
            string name = ordered.Length == 1
                ? ordered[0].Name
                : graph.Node("Concat", ordered.Select(region => region.Name), GraphWriter.Attribute("axis", axis));
            return new(name, whole);
        }

        return null;
    }

    private static WholeValue? TryPad(GraphWriter graph, ExportedRegion region, WholeValue before, double number)
    {
        Shape whole = before.Shape, part = region.View.Shape;
        if (part.Rank != whole.Rank || region.View.Strides != Strides.Contiguous(whole)) return null;
        long[] pads = new long[2 * whole.Rank];
        long offset = region.View.Offset;
        for (int axis = 0; axis < whole.Rank; axis++)
        {
            long step = Math.Max(region.View.Strides[axis], 1);
            pads[axis] = offset / step;
            offset %= step;
            pads[whole.Rank + axis] = whole[axis] - part[axis] - pads[axis];
            if (pads[whole.Rank + axis] < 0) return null;
        }

        return new(graph.Node("Pad", [region.Name, graph.Integers(pads), graph.Number(number, region.View.DType)]), whole);
    }
}
