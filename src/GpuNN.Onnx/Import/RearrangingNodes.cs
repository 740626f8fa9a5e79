using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Elements in another order, triangles, running sums.</summary>
internal static class RearrangingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("DepthToSpace", DepthToSpace) { Attributes = ["blocksize", "mode"] },
        new("SpaceToDepth", SpaceToDepth) { Attributes = ["blocksize"] },
        new("Trilu", Triangle) { Most = 2, Attributes = ["upper"], Since = 14, Settings = 0b10 },
        new("CumSum", CumulativeSum) { Fewest = 2, Most = 2, Attributes = ["exclusive", "reverse"], Since = 11, Settings = 0b10 },
        new("ReverseSequence", ReverseSequence) { Fewest = 2, Most = 2, Attributes = ["batch_axis", "time_axis"], Since = 10 },
    ];

    private static Tensor DepthToSpace(OperatorCall call)
    {
        var (x, block) = Blocks(call);
        long n = x.Shape[0], c = x.Shape[1], h = x.Shape[2], w = x.Shape[3], rest = c / (block * block);
        if (rest * block * block != c) throw call.Refuse("input 0", $"{x.Shape}", $"channels that {block * block} divides");
        Tensor blocks = call.Node.Text("mode", "DCR") switch
        {
            "DCR" => x.Reshape(n, block, block, rest, h, w).Permute(0, 3, 4, 1, 5, 2),
            "CRD" => x.Reshape(n, rest, block, block, h, w).Permute(0, 1, 4, 2, 5, 3),
            var other => throw call.Refuse("attribute mode", $"'{other}'", "DCR or CRD"),
        };
        return blocks.Reshape(n, rest, h * block, w * block);
    }

    private static Tensor SpaceToDepth(OperatorCall call)
    {
        var (x, block) = Blocks(call);
        long n = x.Shape[0], c = x.Shape[1], h = x.Shape[2], w = x.Shape[3];
        if (h % block != 0 || w % block != 0) throw call.Refuse("input 0", $"{x.Shape}", $"height and width that {block} divides");
        return x.Reshape(n, c, h / block, block, w / block, block).Permute(0, 3, 5, 1, 2, 4).Reshape(n, c * block * block, h / block, w / block);
    }

    private static (Tensor X, long Block) Blocks(OperatorCall call)
    {
        Tensor x = call[0];
        long block = call.Node.Integer("blocksize", 0);
        if (block is < 1 or > 1 << 15) throw call.Refuse("attribute blocksize", $"{block}", "1 or more");
        return x.Rank == 4 ? (x, block) : throw call.Refuse("input 0", $"{x.Shape}", "[N, C, H, W]");
    }

    private static Tensor Triangle(OperatorCall call)
    {
        Tensor x = call[0];
        if (x.Rank < 2) throw call.Refuse("input 0", $"{x.Shape}", "matrices");
        long diagonal = call.Has(1) ? call.Integer(1) : 0;
        Tensor rows = Tensor.Arange(x.Shape[-2], DType.Int64, call.Device).Reshape(x.Shape[-2], 1);
        Tensor distance = Tensor.Arange(x.Shape[-1], DType.Int64, call.Device).Subtract(rows);
        Tensor isDropped = call.Node.Flag("upper", true) ? distance.Less(diagonal) : distance.Greater(diagonal);
        return x.MaskedFill(isDropped, 0);
    }

    private static Tensor CumulativeSum(OperatorCall call)
    {
        Tensor x = call[0];
        int axis = call.Axis(call.Integer(1), x.Rank);
        bool isReversed = call.Node.Flag("reverse");
        Tensor sums = isReversed ? x.Flip(axis).CumulativeSum(axis).Flip(axis) : x.CumulativeSum(axis);
        if (call.Node.Flag("exclusive"))
        {
            // The sum before (behind) an element: shifted by one, with 0 at the end.
            var frame = new (long, long)[x.Rank - axis];
            frame[0] = isReversed ? (-1, 1) : (1, -1);
            sums = x.Shape[axis] == 0 ? sums : sums.Pad(frame);
        }

        return call.As(call.TypeOf(0), sums.Cast(x.DType));
    }

    /// <summary>The first steps of each sample, as many as its length, backwards.</summary>
    private static Tensor ReverseSequence(OperatorCall call)
    {
        Tensor x = call[0], lengths = call[1].Cast(DType.Int64);
        int time = call.Axis(call.Node.Integer("time_axis", 0), x.Rank), batch = call.Axis(call.Node.Integer("batch_axis", 1), x.Rank);
        if (time == batch || lengths.Rank != 1 || lengths.Count != x.Shape[batch])
            throw call.Refuse("input 1", $"{lengths.Shape}", $"[{x.Shape[batch]}]");
        return Reverse(x, lengths, time, batch);
    }

    /// <summary>Gathers step length − 1 − t where t is below the length, else step t.</summary>
    public static Tensor Reverse(Tensor x, Tensor lengths, int time, int batch)
    {
        Shape shape = x.Shape;
        Tensor steps = Tensor.Arange(shape[time], DType.Int64, x.Device).Reshape(Along(shape, time));
        Tensor ends = lengths.Reshape(Along(shape, batch));
        Tensor source = steps.Less(ends).Where(ends.Affine(1, -1).Subtract(steps), steps);
        return x.Gather(time, source.Expand(shape).Contiguous());
    }

    private static Shape Along(Shape shape, int axis) =>
        Shape.Create([.. Enumerable.Range(0, shape.Rank).Select(index => index == axis ? shape[axis] : 1)]);
}
