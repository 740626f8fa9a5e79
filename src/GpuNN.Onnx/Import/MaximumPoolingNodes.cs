using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Maxima over windows, and their places.</summary>
internal static class MaximumPoolingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("MaxPool", Pool) { Results = 2, Attributes = ["auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides"] },
        new("MaxUnpool", Unpool) { Fewest = 2, Most = 3, Attributes = ["kernel_shape", "pads", "strides"], Since = 9, Settings = 0b100 },
    ];

    private static Tensor?[] Pool(OperatorCall call)
    {
        Tensor x = call[0];
        SpatialWindow window = SpatialWindow.Over(call, x);
        bool ceilMode = call.Node.Flag("ceil_mode"), isExact = x.DType.IsFloatingPoint();
        var frame = new (long, long)[window.Rank];
        for (int axis = 0; axis < window.Rank; axis++)
        {
            long covered = ((window.Windows(x, axis, ceilMode) - 1) * window.Strides[axis]) + window.Span(axis);
            // What no window covers is cut off, so that as many windows fit as there should be.
            frame[axis] = (window.Low[axis], covered - x.Shape[2 + axis] - window.Low[axis]);
        }

        // Integers are pooled as float32, which holds those of 8 bits that the operator takes.
        Tensor padded = (isExact ? x : x.Cast(DType.Float32)).Pad(frame, double.NegativeInfinity);
        Tensor values;
        Tensor? indices = null;
        if (call.Node.Wants(1))
        {
            (values, Tensor places) = WithIndices(padded, window);
            indices = OriginalPlaces(call, x, places, frame, call.Node.Integer("storage_order", 0) == 1);
        }
        else
        {
            values = Values(padded, window);
        }

        return [isExact ? values : call.As(call.TypeOf(0), values.Cast(x.DType)), indices];
    }

    private static Tensor Values(Tensor x, SpatialWindow window)
    {
        int[] k = window.Kernel, s = window.Strides, d = window.Dilations;
        return window.Rank switch
        {
            1 => x.MaxPool1D(k[0], new MaxPool1DOptions { Stride = s[0], Dilation = d[0] }),
            2 => x.MaxPool2D((k[0], k[1]), new MaxPool2DOptions { Stride = (s[0], s[1]), Dilation = (d[0], d[1]) }),
            _ => x.MaxPool3D((k[0], k[1], k[2]), new MaxPool3DOptions { Stride = (s[0], s[1], s[2]), Dilation = (d[0], d[1], d[2]) }),
        };
    }

    private static (Tensor Values, Tensor Indices) WithIndices(Tensor x, SpatialWindow window)
    {
        int[] k = window.Kernel, s = window.Strides, d = window.Dilations;
        return window.Rank switch
        {
            1 => x.MaxPool1DWithIndices(k[0], new MaxPool1DOptions { Stride = s[0], Dilation = d[0] }),
            2 => x.MaxPool2DWithIndices((k[0], k[1]), new MaxPool2DOptions { Stride = (s[0], s[1]), Dilation = (d[0], d[1]) }),
            _ => x.MaxPool3DWithIndices((k[0], k[1], k[2]), new MaxPool3DOptions { Stride = (s[0], s[1], s[2]), Dilation = (d[0], d[1], d[2]) }),
        };
    }

    /// <summary>Places in a padded plane become places in the whole of x, by a table of the plane: row-major, or column-major
    /// within the plane.</summary>
    private static Tensor OriginalPlaces(
        OperatorCall call, Tensor x, Tensor places, (long Low, long High)[] frame, bool isColumnMajor)
    {
        Shape plane = x.Shape[2..];
        Tensor numbers = Tensor.Arange(plane.Count, DType.Int64, call.Device);
        if (isColumnMajor)
        {
            int[] backwards = [.. Enumerable.Range(0, plane.Rank).Reverse()];
            numbers = numbers.Reshape(Shape.Create([.. plane.ToArray().Reverse()])).Permute(backwards);
        }

        Tensor table = numbers.Reshape(plane).Pad(frame).Reshape(-1);
        Tensor inPlane = table.IndexSelect(0, places.Reshape(-1)).Reshape(places.Shape);
        long planes = x.Shape[0] * x.Shape[1];
        Tensor starts = Tensor.Arange(planes, DType.Int64, call.Device).Affine(plane.Count);
        Shape perPlane = Shape.Create([x.Shape[0], x.Shape[1], .. Enumerable.Repeat(1L, plane.Rank)]);
        return call.As(ElementType.Int64, inPlane.Add(starts.Reshape(perPlane)), 1);
    }

    /// <summary>Puts maxima back where they came from; the places are those of the tensor that was pooled.</summary>
    private static Tensor Unpool(OperatorCall call)
    {
        Tensor x = call[0], places = call[1];
        SpatialWindow window = SpatialWindow.Over(call, x);
        Shape pooled = x.Shape;
        for (int axis = 0; axis < window.Rank; axis++)
        {
            long extent = ((x.Shape[2 + axis] - 1) * window.Strides[axis]) + window.Kernel[axis] - window.Low[axis] - window.High[axis];
            pooled = pooled.With(2 + axis, Math.Max(extent, 0));
        }

        call.Bounded(pooled, x.DType);
        Tensor y = Tensor.Zeros([pooled.Count], x.DType, call.Device).ScatterAdd(0, places.Reshape(-1), x.Reshape(-1)).Reshape(pooled);
        if (!call.Has(2)) return y;
        // A larger result has the pooled tensor in its first corner.
        Shape result = call.Bounded(Shape.Create(call.Integers(2)), x.DType);
        if (result.Rank != x.Rank) throw call.Refuse("input 2", $"{result}", $"rank {x.Rank}");
        return y.Pad([.. Enumerable.Range(0, x.Rank).Select(axis => (0L, result[axis] - pooled[axis]))]);
    }
}
