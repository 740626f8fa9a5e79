using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Elements by index.</summary>
internal static class GatheringNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Gather", Gather) { Fewest = 2, Most = 2, Attributes = ["axis"] },
        new("GatherElements", GatherElements) { Fewest = 2, Most = 2, Attributes = ["axis"], Since = 11 },
        new("GatherND", GatherPoints) { Fewest = 2, Most = 2, Attributes = ["batch_dims"], Since = 11 },
        new("Compress", Compress) { Fewest = 2, Most = 2, Attributes = ["axis"], Since = 9, Settings = 0b10 },
    ];

    /// <summary>Slices along an axis; the indices' axes take its place.</summary>
    private static Tensor Gather(OperatorCall call)
    {
        Tensor x = call[0], indices = call[1];
        int axis = call.Axis(call.Node.Integer("axis", 0), x.Rank);
        var shape = Shape.Create([.. x.Shape[..axis].Extents, .. indices.Shape.Extents, .. x.Shape[(axis + 1)..].Extents]);
        call.Bounded(shape, x.DType);
        return x.IndexSelect(axis, IndexArithmetic.Within(indices, x.Shape[axis]).Reshape(indices.Count)).Reshape(shape);
    }

    private static Tensor GatherElements(OperatorCall call)
    {
        Tensor x = call[0];
        int axis = call.Axis(call.Node.Integer("axis", 0), x.Rank);
        return x.Gather(axis, IndexArithmetic.Within(call[1], x.Shape[axis]));
    }

    /// <summary>Slices at points: the indices' last axis holds coordinates of the axes behind the batch.</summary>
    private static Tensor GatherPoints(OperatorCall call)
    {
        Tensor x = call[0], indices = call[1];
        int batchAxes = call.Node.SmallInteger("batch_dims", 0);
        if (batchAxes < 0 || batchAxes >= indices.Rank || batchAxes >= x.Rank) throw call.Refuse("attribute batch_dims", $"{batchAxes}", "fewer than the axes");
        Shape batch = x.Shape[..batchAxes];
        if (indices.Shape[..batchAxes] != batch) throw call.Refuse("input 1", $"{indices.Shape}", $"the batch {batch} first");
        Tensor places = IndexArithmetic.Linear(call, indices, x.Shape, batchAxes);
        int depth = (int)indices.Shape[-1];
        Shape addressed = x.Shape[batchAxes..(batchAxes + depth)], rest = x.Shape[(batchAxes + depth)..];
        Tensor flat = places.Reshape(batch.Count, batch.Count == 0 ? 0 : places.Count / batch.Count);
        Tensor starts = Tensor.Arange(batch.Count, DType.Int64, call.Device).Affine(addressed.Count).Reshape(batch.Count, 1);
        Tensor rows = x.Reshape(batch.Count * addressed.Count, rest.Count).IndexSelect(0, flat.Add(starts).Reshape(places.Count));
        return rows.Reshape(Shape.Create([.. indices.Shape[..^1].Extents, .. rest.Extents]));
    }

    private static Tensor Compress(OperatorCall call)
    {
        Tensor x = call[0];
        double[] conditions = call.Numbers(1);
        Tensor source = call.Node.Has("axis") ? x : x.Reshape(x.Count);
        int axis = call.Node.Has("axis") ? call.Axis(call.Node.Integer("axis", 0), x.Rank) : 0;
        if (conditions.Length > source.Shape[axis]) throw call.Refuse("input 1", $"{conditions.Length} conditions", $"{source.Shape[axis]} at most");
        long[] kept = [.. Enumerable.Range(0, conditions.Length).Where(index => conditions[index] != 0).Select(index => (long)index)];
        return source.IndexSelect(axis, Tensor.From(kept, call.Device));
    }
}
