using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Other shapes of the same elements.</summary>
internal static class ReshapingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Reshape", Reshape) { Fewest = 2, Most = 2, Attributes = ["allowzero"], Since = 5, Settings = 0b10 },
        new("Flatten", Flatten) { Attributes = ["axis"] },
        new("Squeeze", Squeeze) { Attributes = ["axes"], Until = 12 },
        new("Squeeze", Squeeze) { Most = 2, Since = 13, Settings = 0b10 },
        new("Unsqueeze", Unsqueeze) { Attributes = ["axes"], Until = 12 },
        new("Unsqueeze", Unsqueeze) { Fewest = 2, Most = 2, Since = 13, Settings = 0b10 },
        new("Transpose", Transpose) { Attributes = ["perm"] },
        new("Expand", Expand) { Fewest = 2, Most = 2, Since = 8, Settings = 0b10 },
    ];

    /// <summary>0 keeps the extent, unless <c>allowzero</c> takes it at its word.</summary>
    private static Tensor Reshape(OperatorCall call)
    {
        Tensor x = call[0];
        long[] extents = call.Integers(1);
        bool keepsZeros = call.Node.Flag("allowzero");
        for (int axis = 0; axis < extents.Length && !keepsZeros; axis++)
        {
            if (extents[axis] != 0) continue;
            extents[axis] = axis < x.Rank ? x.Shape[axis] : throw call.Refuse("input 1", $"0 for axis {axis}", $"an axis of {x.Shape}");
        }

        if (extents.Count(extent => extent == -1) > 1) throw call.Refuse("input 1", string.Join(", ", extents), "−1 once");
        return x.Reshape(extents);
    }

    private static Tensor Flatten(OperatorCall call)
    {
        Tensor x = call[0];
        long named = call.Node.Integer("axis", 1);
        int axis = named == x.Rank ? x.Rank : call.Axis(named, x.Rank);
        return x.Reshape(x.Shape[..axis].Count, x.Shape[axis..].Count);
    }

    private static Tensor Squeeze(OperatorCall call)
    {
        Tensor x = call[0];
        long[]? named = call.IntegersOf("axes", 1);
        int[] axes = named is null ? [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape[axis] == 1)] : call.Axes(named, x.Rank);
        foreach (int axis in axes)
        {
            if (x.Shape[axis] != 1) throw call.Refuse("axes", $"axis {axis} of {x.Shape}", "an extent of 1");
        }

        Shape shape = x.Shape;
        return x.Reshape(Shape.Create([.. Enumerable.Range(0, shape.Rank).Where(axis => !axes.Contains(axis)).Select(axis => shape[axis])]));
    }

    private static Tensor Unsqueeze(OperatorCall call)
    {
        Tensor x = call[0];
        long[] named = call.IntegersOf("axes", 1) ?? throw call.Refuse("axes", "none", "the new axes");
        int rank = x.Rank + named.Length;
        int[] axes = call.Axes(named, rank);
        var extents = new Queue<long>(x.Shape.ToArray());
        return x.Reshape(Shape.Create([.. Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : extents.Dequeue())]));
    }

    private static Tensor Transpose(OperatorCall call)
    {
        Tensor x = call[0];
        int[] order = call.Node.Integers("perm") is { } named ? call.Axes(named, x.Rank) : [.. Enumerable.Range(0, x.Rank).Reverse()];
        return order.Length == x.Rank ? x.Permute(order) : throw call.Refuse("attribute perm", $"{order.Length} axes", $"{x.Rank}");
    }

    /// <summary>To the shape that both broadcast to, which may be larger than the one asked for.</summary>
    private static Tensor Expand(OperatorCall call)
    {
        Tensor x = call[0];
        var wanted = Shape.Create(call.Integers(1));
        if (!Shape.TryBroadcast(x.Shape, wanted, out Shape shape)) throw call.Refuse("input 1", $"{wanted}", $"a shape that broadcasts with {x.Shape}");
        return x.Expand(call.Bounded(shape, x.DType));
    }
}
