using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Padding with a constant, by reflection, with the border, or round about. Negative amounts cut away.</summary>
internal static class PaddingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Pad", (OperatorCall call) => Pad(call, call.Node.Integers("pads") ?? [], null, call.Node.Float("value", 0)))
        {
            Attributes = ["mode", "pads", "value"],
            Since = 2,
            Until = 10,
        },
        new("Pad", (OperatorCall call) => Pad(call, call.Integers(1), call.Has(3) ? call.Integers(3) : null, call.Has(2) ? call.Coefficient(2) : 0))
        {
            Fewest = 2,
            Most = 4,
            Attributes = ["mode"],
            Since = 11,
            Settings = 0b1110,
        },
    ];

    private static Tensor Pad(OperatorCall call, long[] pads, long[]? named, double value)
    {
        Tensor x = call[0];
        int[] axes = named is null ? [.. Enumerable.Range(0, x.Rank)] : call.Axes(named, x.Rank);
        if (pads.Length != 2 * axes.Length) throw call.Refuse("pads", $"{pads.Length} numbers", $"{2 * axes.Length}");
        var frame = new (long Before, long After)[x.Rank];
        Shape shape = x.Shape;
        for (int index = 0; index < axes.Length; index++)
        {
            frame[axes[index]] = (pads[index], pads[index + axes.Length]);
            shape = shape.With(axes[index], Math.Max(0, checked(x.Shape[axes[index]] + pads[index] + pads[index + axes.Length])));
        }

        call.Bounded(shape, x.DType);
        return call.Node.Text("mode", "constant") switch
        {
            "constant" => x.Pad(frame, value),
            "reflect" => BySelection(call, x, frame, Reflected),
            "edge" => BySelection(call, x, frame, (position, extent) => Math.Clamp(position, 0, extent - 1)),
            "wrap" => BySelection(call, x, frame, (position, extent) => Cyclic(position, extent)),
            var other => throw call.Refuse("attribute mode", $"'{other}'", "constant, reflect, edge or wrap"),
        };
    }

    private static Tensor BySelection(OperatorCall call, Tensor x, (long Before, long After)[] frame, Func<long, long, long> source)
    {
        Tensor result = x;
        for (int axis = 0; axis < frame.Length; axis++)
        {
            var (before, after) = frame[axis];
            long extent = x.Shape[axis];
            if (before == 0 && after == 0) continue;
            if (extent == 0 || extent + before + after < 0) throw call.Refuse("pads", $"({before}, {after}) on axis {axis} of {x.Shape}", "an axis that is not empty");
            var positions = new long[extent + before + after];
            for (int index = 0; index < positions.Length; index++) positions[index] = source(index - before, extent);
            result = result.IndexSelect(axis, Tensor.From(positions, x.Device));
        }

        return result;
    }

    /// <summary>The border is not repeated, and what is longer than the axis runs to and fro.</summary>
    private static long Reflected(long position, long extent)
    {
        if (extent == 1) return 0;
        long period = 2 * (extent - 1), within = Cyclic(position, period);
        return within < extent ? within : period - within;
    }

    private static long Cyclic(long position, long extent) => ((position % extent) + extent) % extent;
}
