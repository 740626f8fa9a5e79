using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Slices with any step: by attributes until operator set 9, by inputs later.</summary>
internal static class SlicingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Slice", SliceByAttributes) { Attributes = ["axes", "ends", "starts"], Until = 9 },
        new("Slice", SliceByInputs) { Fewest = 3, Most = 5, Since = 10, Settings = 0b11110 },
    ];

    private static Tensor SliceByAttributes(OperatorCall call) =>
        Slice(call, call.Node.Integers("starts") ?? [], call.Node.Integers("ends") ?? [], call.Node.Integers("axes"), null);

    private static Tensor SliceByInputs(OperatorCall call) =>
        Slice(call, call.Integers(1), call.Integers(2), call.Has(3) ? call.Integers(3) : null, call.Has(4) ? call.Integers(4) : null);

    private static Tensor Slice(OperatorCall call, long[] starts, long[] ends, long[]? named, long[]? steps)
    {
        Tensor x = call[0];
        int[] axes = named is null ? [.. Enumerable.Range(0, starts.Length)] : call.Axes(named, x.Rank);
        steps ??= [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || starts.Length > x.Rank)
            throw call.Refuse("inputs", $"{starts.Length} starts, {ends.Length} ends, {axes.Length} axes, {steps.Length} steps", $"as many of each, {x.Rank} at most");
        Tensor result = x;
        for (int index = 0; index < axes.Length; index++) result = Along(call, result, axes[index], starts[index], ends[index], steps[index]);
        return result;
    }

    private static Tensor Along(OperatorCall call, Tensor x, int axis, long start, long end, long step)
    {
        if (step == 0) throw call.Refuse("steps", "0", "a step that is not 0");
        if (step > 0) return x.Slice(axis, start, end, step);
        long extent = x.Shape[axis];
        // Backwards, positions lie from −1 (before the first) to extent − 1.
        long first = Math.Clamp(start < 0 ? start + extent : start, -1, extent - 1);
        long last = Math.Clamp(end < 0 ? Math.Max(end + extent, -1) : end, -1, extent - 1);
        long distance = step == long.MinValue ? long.MaxValue : -step;
        long length = first > last ? ((first - last - 1) / distance) + 1 : 0;
        var positions = new long[length];
        for (int index = 0; index < positions.Length; index++) positions[index] = first - (index * distance);
        return x.IndexSelect(axis, Tensor.From(positions, x.Device));
    }
}
