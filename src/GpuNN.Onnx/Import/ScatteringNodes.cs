using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Elements put at indices: written over, added, multiplied, or the larger or smaller kept, with gradients. Of updates
/// that meet at one place and write over each other the standard leaves open which wins.</summary>
internal static class ScatteringNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Scatter", ScatterElements) { Fewest = 3, Most = 3, Attributes = ["axis"], Since = 9, Until = 10 },
        new("ScatterElements", ScatterElements) { Fewest = 3, Most = 3, Attributes = ["axis", "reduction"], Since = 11 },
        new("ScatterND", ScatterPoints) { Fewest = 3, Most = 3, Attributes = ["reduction"], Since = 11 },
    ];

    private static Tensor ScatterElements(OperatorCall call)
    {
        Tensor x = call[0], updates = call[2];
        int axis = call.Axis(call.Node.Integer("axis", 0), x.Rank);
        Tensor indices = IndexArithmetic.Within(call[1], x.Shape[axis]);
        if (indices.Shape != updates.Shape) throw call.Refuse("input 2", $"{updates.Shape}", $"{indices.Shape}, as the indices have");
        if (indices.Rank != x.Rank) throw call.Refuse("input 1", $"{indices.Shape}", $"rank {x.Rank}");
        string reduction = call.Node.Text("reduction", "none");
        if (reduction is "none" or "add")
        {
            Tensor added = reduction == "add" ? x : Cleared(x, Tensor.Zeros(x.Shape, DType.Int64, call.Device).ScatterAdd(axis, indices, Ones(indices)));
            return added.ScatterAdd(axis, indices, updates);
        }

        Func<Tensor, Tensor, Tensor> combine = Combination(call, reduction);
        // The place in x of each update: its own coordinates, but on the axis the index.
        Shape shape = x.Shape;
        Tensor places = indices.Affine(0);
        long step = 1;
        for (int along = shape.Rank - 1; along >= 0; along--)
        {
            int current = along;
            Tensor coordinate = along == axis ? indices : Tensor.Arange(indices.Shape[along], DType.Int64, call.Device)
                .Reshape(Shape.Create([.. Enumerable.Range(0, shape.Rank).Select(index => index == current ? indices.Shape[current] : 1)]));
            places = places.Add(coordinate.Affine(step));
            step *= shape[along];
        }

        return Combined(x.Reshape(shape.Count, 1), places.Reshape(indices.Count), updates.Reshape(updates.Count, 1), combine).Reshape(shape);
    }

    private static Tensor ScatterPoints(OperatorCall call)
    {
        Tensor x = call[0], indices = call[1], updates = call[2];
        if (indices.Rank == 0) throw call.Refuse("input 1", $"{indices.Shape}", "rows of coordinates");
        int depth = (int)Math.Min(indices.Shape[-1], x.Rank + 1);
        Tensor rows = IndexArithmetic.Linear(call, indices, x.Shape, 0);
        Shape rest = x.Shape[depth..], wanted = Shape.Create([.. indices.Shape[..^1].Extents, .. rest.Extents]);
        if (updates.Shape != wanted) throw call.Refuse("input 2", $"{updates.Shape}", $"{wanted}");
        long addressed = x.Shape[..depth].Count;
        rows = rows.Reshape(rows.Count);
        Tensor flat = x.Reshape(addressed, rest.Count), source = updates.Reshape(rows.Count, rest.Count);
        string reduction = call.Node.Text("reduction", "none");
        if (reduction is "none" or "add")
        {
            if (reduction == "none")
            {
                Tensor counts = Tensor.Zeros([addressed, 1], DType.Int64, call.Device).IndexAdd(0, rows, Ones(rows).Reshape(rows.Count, 1));
                flat = Cleared(flat, counts);
            }

            return flat.IndexAdd(0, rows, source).Reshape(x.Shape);
        }

        return Combined(flat, rows, source, Combination(call, reduction)).Reshape(x.Shape);
    }

    private static Tensor Ones(Tensor indices) => Tensor.Ones(indices.Shape, DType.Int64, indices.Device);

    /// <summary>x with zeros where something will be written.</summary>
    private static Tensor Cleared(Tensor x, Tensor counts) => x.MaskedFill(counts.Greater(0), 0);

    private static Func<Tensor, Tensor, Tensor> Combination(OperatorCall call, string reduction)
    {
        return reduction switch
        {
            "mul" => Operators.Multiply,
            "max" => InOrder(Operators.Maximum),
            "min" => InOrder(Operators.Minimum),
            _ => throw call.Refuse("attribute reduction", $"'{reduction}'", "none, add, mul, max or min"),
        };

        Func<Tensor, Tensor, Tensor> InOrder(Func<Tensor, Tensor, Tensor> choose) => call.TypeOf(0) == ElementType.UInt64
            ? (x, y) => UnsignedIntegers.Shift(choose(UnsignedIntegers.Shift(x), UnsignedIntegers.Shift(y)))
            : choose;
    }

    /// <summary>Rows of x joined with all the source's that name them. Sorted, those of one row lie side by side, and joining each
    /// with the one 1, 2, 4, … behind it leaves all of them in the first (Hillis and Steele's scan, cut at the rows).</summary>
    private static Tensor Combined(Tensor x, Tensor rows, Tensor source, Func<Tensor, Tensor, Tensor> combine)
    {
        long count = rows.Count;
        if (count == 0) return x.Affine(1);
        var (sorted, order) = rows.Sort(0);
        Tensor joined = source.IndexSelect(0, order);
        for (long distance = 1; distance < count; distance *= 2)
        {
            Tensor head = joined.Narrow(0, 0, count - distance), tail = joined.Narrow(0, distance, count - distance);
            Tensor isSame = sorted.Narrow(0, 0, count - distance).Equal(sorted.Narrow(0, distance, count - distance)).Unsqueeze(1);
            joined = Operators.Concat(0, isSame.Where(combine(head, tail), head), joined.Narrow(0, count - distance, distance));
        }

        Tensor isFollower = sorted.Narrow(0, 1, count - 1).Equal(sorted.Narrow(0, 0, count - 1));
        Tensor isFirst = Operators.Concat(0, Tensor.Zeros([1], DType.Bool, rows.Device), isFollower).Not().Unsqueeze(1);
        Tensor written = combine(x.IndexSelect(0, sorted), joined).MaskedFill(isFirst.Not(), 0);
        Tensor counts = Tensor.Zeros([x.Shape[0], 1], DType.Int64, rows.Device).IndexAdd(0, sorted, Ones(sorted).Unsqueeze(1));
        return Cleared(x, counts).IndexAdd(0, sorted, written);
    }
}
