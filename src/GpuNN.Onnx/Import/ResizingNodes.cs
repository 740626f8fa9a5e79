using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Resizing. It is separable: along each axis an output is a weighted sum of a few elements, whose places and weights
/// the host works out; the device selects and adds.</summary>
internal static class ResizingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Upsample", (OperatorCall call) => Legacy(call, [1, 1, call.Node.Float("height_scale", 1), call.Node.Float("width_scale", 1)]))
        {
            Attributes = ["height_scale", "mode", "width_scale"],
            Until = 6,
        },
        new("Upsample", (OperatorCall call) => Legacy(call, [.. (call.Node.Floats("scales") ?? []).Select(scale => (double)scale)]))
        {
            Attributes = ["mode", "scales"],
            Since = 7,
            Until = 8,
        },
        new("Upsample", (OperatorCall call) => Legacy(call, call.Numbers(1))) { Fewest = 2, Most = 2, Attributes = ["mode"], Since = 9, Until = 9, Settings = 0b10 },
        new("Resize", (OperatorCall call) => Legacy(call, call.Numbers(1))) { Fewest = 2, Most = 2, Attributes = ["mode"], Until = 10, Settings = 0b10 },
        new("Resize", Resize)
        {
            Most = 4,
            Since = 11,
            Settings = 0b1110,
            Attributes =
            [
                "antialias", "axes", "coordinate_transformation_mode", "cubic_coeff_a", "exclude_outside", "extrapolation_value",
                "keep_aspect_ratio_policy", "mode", "nearest_mode",
            ],
        },
    ];

    /// <summary>Before operator set 11 coordinates were divided by the scale, and the nearest was the one before.</summary>
    private static Tensor Legacy(OperatorCall call, double[] scales)
    {
        Tensor x = call[0];
        if (scales.Length != x.Rank) throw call.Refuse("scales", $"{scales.Length} numbers", $"{x.Rank}");
        var sampling = new ResizeSampling(call, "asymmetric", "floor");
        ResizeAxis[] axes = [.. scales.Select((scale, axis) => new ResizeAxis(axis, x.Shape[axis], Scaled(call, x.Shape[axis], scale), scale, 0, 1))];
        return Apply(call, x, axes, sampling);
    }

    private static Tensor Resize(OperatorCall call)
    {
        Tensor x = call[0];
        var sampling = new ResizeSampling(
            call, call.Node.Text("coordinate_transformation_mode", "half_pixel"), call.Node.Text("nearest_mode", "round_prefer_floor"));
        int[] axes = call.Node.Integers("axes") is { } named ? call.Axes(named, x.Rank) : [.. Enumerable.Range(0, x.Rank)];
        double[] region = sampling.Crops && call.Has(1) ? call.Numbers(1) : [];
        if (sampling.Crops && region.Length != 2 * axes.Length) throw call.Refuse("input 1", $"{region.Length} numbers", $"{2 * axes.Length}");
        double[] scales = call.Has(2) ? call.Numbers(2) : [];
        long[] sizes = call.Has(3) ? call.Integers(3) : [];
        if ((scales.Length == 0) == (sizes.Length == 0)) throw call.Refuse("inputs", $"{scales.Length} scales and {sizes.Length} sizes", "one of them");
        if (Math.Max(scales.Length, sizes.Length) != axes.Length)
            throw call.Refuse("inputs", $"{Math.Max(scales.Length, sizes.Length)} scales or sizes", $"{axes.Length}");
        if (sizes.Length > 0) scales = ScalesOf(call, x.Shape, axes, sizes);
        var resized = new ResizeAxis[axes.Length];
        for (int index = 0; index < axes.Length; index++)
        {
            double start = region.Length > 0 ? region[index] : 0, end = region.Length > 0 ? region[index + axes.Length] : 1;
            long input = x.Shape[axes[index]];
            long output = sizes.Length > 0 ? sizes[index] : Scaled(call, input, scales[index] * (end - start));
            resized[index] = new(axes[index], input, output, scales[index], start, end);
        }

        return Apply(call, x, resized, sampling);
    }

    /// <summary>Scales from sizes; where the proportions are kept, one scale for all, and the sizes follow it.</summary>
    private static double[] ScalesOf(OperatorCall call, Shape shape, int[] axes, long[] sizes)
    {
        double[] scales = [.. axes.Select((axis, index) => (double)sizes[index] / Math.Max(shape[axis], 1))];
        string policy = call.Node.Text("keep_aspect_ratio_policy", "stretch");
        if (policy == "stretch") return scales;
        double scale = policy switch
        {
            "not_larger" => scales.Min(),
            "not_smaller" => scales.Max(),
            _ => throw call.Refuse("attribute keep_aspect_ratio_policy", $"'{policy}'", "stretch, not_larger or not_smaller"),
        };
        for (int index = 0; index < sizes.Length; index++) sizes[index] = (long)Math.Floor((scale * shape[axes[index]]) + 0.5);
        return [.. scales.Select(_ => scale)];
    }

    private static long Scaled(OperatorCall call, long extent, double scale) => scale > 0 && extent * scale < 1L << 40
        ? (long)Math.Floor(extent * scale)
        : throw call.Refuse("scales", $"{scale}", "a number above 0");

    private static Tensor Apply(OperatorCall call, Tensor x, ResizeAxis[] axes, ResizeSampling sampling)
    {
        Shape shape = x.Shape;
        foreach (ResizeAxis axis in axes)
        {
            if (axis.Output < 1 || axis.Input < 1) throw call.Refuse("sizes", $"{axis.Output} of {axis.Input} on axis {axis.Axis}", "1 or more");
            shape = shape.With(axis.Axis, axis.Output);
        }

        call.Bounded(shape, x.DType);
        Tensor result = x;
        foreach (ResizeAxis axis in axes)
        {
            if (axis.IsIdentity) continue;
            result = sampling.Along(result, axis);
        }

        return sampling.Extrapolate(result, axes);
    }
}
