using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Joining, cutting and repeating.</summary>
internal static class JoiningNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Concat", Concat) { Most = int.MaxValue, Attributes = ["axis"] },
        new("Split", Split) { Results = int.MaxValue, Attributes = ["axis", "split"], Since = 2, Until = 12 },
        new("Split", Split) { Most = 2, Results = int.MaxValue, Attributes = ["axis", "num_outputs"], Since = 13, Settings = 0b10 },
        new("Tile", Tile) { Fewest = 2, Most = 2, Since = 6, Settings = 0b10 },
    ];

    private static Tensor Concat(OperatorCall call)
    {
        Tensor[] tensors = call.All();
        int axis = call.Axis(call.Node.Integer("axis", 1), tensors[0].Rank);
        return tensors.Length == 1 ? tensors[0] : Operators.Concat(axis, tensors);
    }

    /// <summary>Into named lengths, or into as many equal parts as there are results, the last of them smaller where it must
    /// be.</summary>
    private static Tensor?[] Split(OperatorCall call)
    {
        Tensor x = call[0];
        int axis = call.Axis(call.Node.Integer("axis", 0), x.Rank);
        long extent = x.Shape[axis];
        int count = call.Node.Outputs.Count;
        long[]? lengths = call.IntegersOf("split", 1);
        if (lengths is null or [])
        {
            if (call.Node.Has("num_outputs") && call.Node.Integer("num_outputs", count) != count)
                throw call.Refuse("attribute num_outputs", $"{call.Node.Integer("num_outputs", count)}", $"{count}, as there are results");
            long length = (extent + count - 1) / count;
            lengths = [.. Enumerable.Range(0, count).Select(index => Math.Clamp(extent - (index * length), 0, length))];
        }

        if (lengths.Length < count || lengths.Any(length => length < 0) || lengths.Sum() != extent)
            throw call.Refuse("split", string.Join(", ", lengths), $"{count} lengths that sum to {extent}");
        return [.. x.Split(lengths, axis)];
    }

    private static Tensor Tile(OperatorCall call)
    {
        Tensor x = call[0];
        long[] times = call.Integers(1);
        if (times.Length != x.Rank || times.Any(count => count < 0))
            throw call.Refuse("input 1", string.Join(", ", times), $"{x.Rank} counts of 0 or more");
        Shape shape = x.Shape;
        call.Bounded(Shape.Create([.. times.Select((count, axis) => checked(count * shape[axis]))]), x.DType);
        return x.Tile(times);
    }
}
