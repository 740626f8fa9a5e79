using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Elements put at indices: written over, added, multiplied, or the larger or smaller kept. Written over and added they
/// run on the device, with gradients; of updates that meet at one place and write over each other the standard leaves open
/// which wins.</summary>
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

        return OnHost(call, x, places.Reshape(indices.Count), updates.Reshape(updates.Count), reduction).Reshape(shape);
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

        Tensor places = rows.Affine(rest.Count).Reshape(rows.Count, 1).Add(Tensor.Arange(rest.Count, DType.Int64, call.Device));
        return OnHost(call, x, places.Reshape(places.Count), source.Reshape(source.Count), reduction).Reshape(x.Shape);
    }

    private static Tensor Ones(Tensor indices) => Tensor.Ones(indices.Shape, DType.Int64, indices.Device);

    /// <summary>x with zeros where something will be written.</summary>
    private static Tensor Cleared(Tensor x, Tensor counts) => x.MaskedFill(counts.Greater(0), 0);

    private static Tensor OnHost(OperatorCall call, Tensor x, Tensor places, Tensor updates, string reduction)
    {
        Func<double, double, double> combine = reduction switch
        {
            "mul" => (old, update) => old * update,
            "max" => Math.Max,
            "min" => Math.Min,
            _ => throw call.Refuse("attribute reduction", $"'{reduction}'", "none, add, mul, max or min"),
        };
        double[] values = x.Detach().To(Device.Cpu).Cast(DType.Float64).ToArray<double>();
        double[] sources = updates.Detach().To(Device.Cpu).Cast(DType.Float64).ToArray<double>();
        long[] targets = places.To(Device.Cpu).ToArray<long>();
        for (int index = 0; index < targets.Length; index++)
        {
            if (targets[index] < 0 || targets[index] >= values.Length)
                throw new TensorIndexException(call.Node.Definition.Name, "input 1", $"place {targets[index]}", $"0 to {values.Length - 1}");
            values[targets[index]] = combine(values[targets[index]], sources[index]);
        }

        return Tensor.From(values, x.Shape, Device.Cpu).Cast(x.DType).To(call.Device);
    }
}
