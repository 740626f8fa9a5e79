using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>What slicing and padding share: a tensor seen as a region of a larger one.</content>
public static partial class Operators
{
    /// <summary>A view of a region: along axis a the positions start[a], start[a] + step[a], ..., as many as the extent
    /// says.</summary>
    private static Tensor Region(string name, Tensor x, in Shape extents, long[] starts, long[] steps)
    {
        Tensor result = RegionView(x, extents, starts, steps);
        return Tape.Records(x)
            ? Tape.Record(name, result, x, gradient => Embed(name + "Gradient", gradient, x.Shape, starts, steps, 0))
            : result;
    }

    /// <summary>The transpose of <see cref="Region"/>: a larger tensor of one value, with x in the region.</summary>
    private static Tensor Embed(string name, Tensor x, in Shape shape, long[] starts, long[] steps, double value)
    {
        Tensor result = Tensor.Empty(shape, x.DType, x.Device, name);
        if (x.Count < result.Count) Dispatcher.Run(name, new FillPrimitive(value), [], [result]);
        Dispatcher.Run(name, CopyPrimitive.Instance, [x], [RegionView(result, x.Shape, starts, steps)]);
        return Tape.Records(x)
            ? Tape.Record(name, result, x, gradient => Region(name + "Gradient", gradient, x.Shape, starts, steps))
            : result;
    }

    private static Tensor RegionView(Tensor x, in Shape extents, ReadOnlySpan<long> starts, ReadOnlySpan<long> steps)
    {
        Span<long> strides = stackalloc long[x.Rank];
        long offset = x.Offset;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            strides[axis] = x.Strides[axis] * steps[axis];
            if (extents.Count > 0) offset += x.Strides[axis] * starts[axis];
        }

        return new(x, extents, Strides.Create(strides), offset);
    }

    private static Tensor RegionAlong(string name, Tensor x, int axis, long start, long length, long step = 1)
    {
        var starts = new long[x.Rank];
        var steps = new long[x.Rank];
        Array.Fill(steps, 1);
        starts[axis] = start;
        steps[axis] = step;
        return Region(name, x, x.Shape.With(axis, length), starts, steps);
    }
}
