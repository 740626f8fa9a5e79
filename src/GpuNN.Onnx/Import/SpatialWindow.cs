using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>The geometry of a window that moves over the spatial axes of [N, C, …], as convolutions and poolings describe
/// it.</summary>
internal sealed class SpatialWindow
{
    private readonly OperatorCall _call;

    private SpatialWindow(OperatorCall call, int[] kernel)
    {
        _call = call;
        Kernel = kernel;
        Strides = Read("strides", kernel.Length, 1, 1);
        Dilations = Read("dilations", kernel.Length, 1, 1);
    }

    /// <summary>One to three spatial axes.</summary>
    public int Rank => Kernel.Length;

    public int[] Kernel { get; }

    public int[] Strides { get; }

    public int[] Dilations { get; }

    /// <summary>Padding before each axis.</summary>
    public int[] Low { get; private set; } = [];

    /// <summary>Padding behind each axis.</summary>
    public int[] High { get; private set; } = [];

    /// <summary>The window of a convolution or pooling over an image.</summary>
    /// <param name="call">The node.</param>
    /// <param name="x">[N, C, …].</param>
    /// <param name="weight">The filter, whose extents the window has; none for a pooling.</param>
    public static SpatialWindow Over(OperatorCall call, Tensor x, Tensor? weight = null)
    {
        SpatialWindow window = Of(call, x, weight);
        window.Pad(x);
        return window;
    }

    /// <summary>The window without padding worked out: transposed convolutions do that from their result.</summary>
    public static SpatialWindow Of(OperatorCall call, Tensor x, Tensor? weight)
    {
        int rank = x.Rank - 2;
        if (rank is < 1 or > 3) throw call.Refuse("input 0", $"{x.Shape}", "[N, C, …] with one to three spatial axes");
        if (weight is not null && weight.Rank != x.Rank) throw call.Refuse("input 1", $"{weight.Shape}", $"rank {x.Rank}");
        int[] kernel = new int[rank];
        long[]? named = call.Node.Integers("kernel_shape");
        if (named is null && weight is null) throw call.Refuse("attribute kernel_shape", "none", "the window's extents");
        for (int axis = 0; axis < rank; axis++)
        {
            long extent = weight is not null ? weight.Shape[2 + axis] : axis < named!.Length ? named[axis] : 0;
            if (extent is < 1 or > int.MaxValue || (named is not null && (named.Length != rank || named[axis] != extent)))
                throw call.Refuse("attribute kernel_shape", Text(named), $"{rank} extents of 1 or more, as the filter has");
            kernel[axis] = (int)extent;
        }

        return new(call, kernel);
    }

    /// <summary>The extent that a window covers.</summary>
    public long Span(int axis) => ((long)Dilations[axis] * (Kernel[axis] - 1)) + 1;

    /// <summary>How many windows fit, in ceil mode with one that hangs over the end if it starts before the end's
    /// padding.</summary>
    public long Windows(Tensor x, int axis, bool ceilMode)
    {
        long image = x.Shape[2 + axis], room = image + Low[axis] + High[axis] - Span(axis);
        if (room < 0 && !(ceilMode && room + Strides[axis] > 0))
            throw _call.Refuse("input 0", $"{x.Shape}", $"room for a window of {Span(axis)} on axis {2 + axis}");
        long windows = ((room + (ceilMode ? Strides[axis] - 1 : 0)) / Strides[axis]) + 1;
        return ceilMode && (windows - 1) * Strides[axis] >= image + Low[axis] && windows > 1 ? windows - 1 : windows;
    }

    /// <summary>A list of one number for each axis.</summary>
    public int[] Read(string attribute, int length, int otherwise, int least)
    {
        long[]? values = _call.Node.Integers(attribute);
        if (values is null || values.Length == 0) return [.. Enumerable.Repeat(otherwise, length)];
        if (values.Length != length || values.Any(value => value < least || value > int.MaxValue / 4))
            throw _call.Refuse($"attribute {attribute}", Text(values), $"{length} numbers of {least} or more");
        return [.. values.Select(value => (int)value)];
    }

    /// <summary>Takes padding that was worked out elsewhere.</summary>
    public void Take(int[] low, int[] high) => (Low, High) = (low, high);

    private void Pad(Tensor x)
    {
        string mode = _call.Node.Text("auto_pad", "NOTSET");
        if (mode is "NOTSET" or "")
        {
            int[] pads = Read("pads", 2 * Rank, 0, 0);
            Take(pads[..Rank], pads[Rank..]);
            return;
        }

        int[] low = new int[Rank], high = new int[Rank];
        for (int axis = 0; axis < Rank && mode != "VALID"; axis++)
        {
            if (mode is not ("SAME_UPPER" or "SAME_LOWER"))
                throw _call.Refuse("attribute auto_pad", $"'{mode}'", "NOTSET, VALID, SAME_UPPER or SAME_LOWER");
            long image = x.Shape[2 + axis], windows = (image + Strides[axis] - 1) / Strides[axis];
            int total = (int)Math.Max(0, ((windows - 1) * Strides[axis]) + Span(axis) - image);
            low[axis] = mode == "SAME_UPPER" ? total / 2 : total - (total / 2);
            high[axis] = total - low[axis];
        }

        Take(low, high);
    }

    private static string Text(long[]? values) => values is null ? "none" : $"[{string.Join(", ", values)}]";
}
