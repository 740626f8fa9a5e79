using GpuNN.Recording;

namespace GpuNN.Onnx.Export;

/// <summary>A strided view of a dense tensor as nodes: the strides, sorted, cut the memory into axes, of which the view takes
/// slices, in another order and repeated where the stride is 0. What does not fit this (diagonals, windows that overlap) is
/// gathered by a table of places.</summary>
internal static class StridedView
{
    /// <summary>Adds the nodes; returns the view's name.</summary>
    public static string Write(GraphWriter graph, string whole, in Shape wholeShape, RecordedOperand view)
    {
        bool isContiguous = view.Strides == Strides.Contiguous(view.Shape) && view.Offset == 0 && view.Shape.Count == wholeShape.Count;
        if (isContiguous) return Reshape(graph, whole, wholeShape, view.Shape);
        return TryCut(graph, whole, wholeShape, view) ?? Gather(graph, whole, wholeShape, view);
    }

    /// <summary>How many elements of memory a view reaches over, from the start on.</summary>
    public static long Reach(RecordedOperand view) => view.Shape.Count == 0
        ? 0
        : view.Offset + 1 + Moving(view).Sum(axis => (view.Shape[axis] - 1) * view.Strides[axis]);

    /// <summary>A shape for the memory that views reach over: that of one of them where it walks all of it densely, else
    /// flat.</summary>
    public static Shape Dense(RecordedOperand view, long reach)
    {
        int[] axes = Moving(view);
        long[] extents = [.. axes.Select(axis => view.Shape[axis])];
        bool isDense = view.Offset == 0 && view.Shape.Count == reach;
        long step = 1;
        for (int index = axes.Length - 1; index >= 0 && isDense; step *= extents[index--]) isDense = view.Strides[axes[index]] == step;
        // A view that only repeats or turns axes has a shape of its own; another one is flat.
        return isDense && axes.Length == view.Shape.Rank ? Shape.Create(extents) : [reach];
    }

    public static string Reshape(GraphWriter graph, string name, in Shape shape, in Shape wanted) =>
        shape == wanted ? name : graph.Node("Reshape", [name, graph.Integers(wanted.Extents)]);

    /// <summary>The places of a view's elements in memory, row-major.</summary>
    public static long[] Places(RecordedOperand view)
    {
        var places = new long[view.Shape.Count];
        for (long index = 0; index < places.Length; index++)
        {
            long rest = index, place = view.Offset;
            for (int axis = view.Shape.Rank - 1; axis >= 0; axis--)
            {
                place += rest % view.Shape[axis] * view.Strides[axis];
                rest /= view.Shape[axis];
            }

            places[index] = place;
        }

        return places;
    }

    /// <summary>The axes along which memory is walked, largest steps first.</summary>
    private static int[] Moving(RecordedOperand view) =>
    [
        .. Enumerable.Range(0, view.Shape.Rank)
            .Where(axis => view.Shape[axis] > 1 && view.Strides[axis] > 0)
            .OrderByDescending(axis => view.Strides[axis]),
    ];

    private static string? TryCut(GraphWriter graph, string whole, in Shape wholeShape, RecordedOperand view)
    {
        if (view.Shape.Count == 0) return null;
        int[] axes = Moving(view);
        var cut = new List<long>();
        var starts = new List<long>();
        var lengths = new List<long>();
        long reach = wholeShape.Count, offset = view.Offset;
        foreach (int axis in axes)
        {
            long step = view.Strides[axis];
            if (!Add(step, view.Shape[axis])) return null;
        }

        if (reach != 1 && !Add(1, 1)) return null;
        string result = Reshape(graph, whole, wholeShape, Shape.Create([.. cut]));
        if (!lengths.SequenceEqual(cut))
        {
            long[] ends = [.. starts.Select((start, index) => start + lengths[index])];
            long[] all = [.. Enumerable.Range(0, cut.Count).Select(axis => (long)axis)];
            result = graph.Node("Slice", [result, graph.Integers([.. starts]), graph.Integers(ends), graph.Integers(all)]);
        }

        var taken = Shape.Create([.. lengths]);
        if (lengths.Count > axes.Length)
        {
            var without = Shape.Create([.. lengths[..axes.Length]]);
            result = Reshape(graph, result, taken, without);
            taken = without;
        }

        int[] order = [.. axes.Select((axis, index) => (axis, index)).OrderBy(pair => pair.axis).Select(pair => pair.index)];
        if (!order.SequenceEqual(Enumerable.Range(0, order.Length)))
        {
            result = graph.Node("Transpose", [result], GraphWriter.Attribute("perm", order.Select(axis => (long)axis)));
            Shape before = taken;
            taken = Shape.Create([.. order.Select(axis => before[axis])]);
        }

        var unrepeated = Shape.Create([.. Enumerable.Range(0, view.Shape.Rank).Select(axis => axes.Contains(axis) ? view.Shape[axis] : 1)]);
        result = Reshape(graph, result, taken, unrepeated);
        return unrepeated == view.Shape ? result : graph.Node("Expand", [result, graph.Integers(view.Shape.Extents)]);

        bool Add(long step, long length)
        {
            if (reach % step != 0) return false;
            long extent = reach / step, start = offset / step;
            offset %= step;
            reach = step;
            cut.Add(extent);
            starts.Add(start);
            lengths.Add(length);
            return start + length <= extent;
        }
    }

    private static string Gather(GraphWriter graph, string whole, in Shape wholeShape, RecordedOperand view)
    {
        string places = graph.Constant(DType.Int64, view.Shape, System.Runtime.InteropServices.MemoryMarshal.AsBytes<long>(Places(view)).ToArray());
        string flat = Reshape(graph, whole, wholeShape, [wholeShape.Count]);
        return graph.Node("Gather", [flat, places], GraphWriter.Attribute("axis", 0));
    }
}
