using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Means and p-norms over windows: sums over windows of the padded image, divided by what counts.</summary>
internal static class SumPoolingNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("AveragePool", AveragePool)
        {
            Attributes = ["auto_pad", "ceil_mode", "count_include_pad", "dilations", "kernel_shape", "pads", "strides"],
        },
        new("LpPool", NormPool) { Attributes = ["auto_pad", "ceil_mode", "dilations", "kernel_shape", "p", "pads", "strides"], Since = 2 },
    ];

    private static Tensor AveragePool(OperatorCall call)
    {
        Tensor x = call[0];
        SpatialWindow window = SpatialWindow.Over(call, x);
        (long, long)[] frame = Frame(call, x, window);
        Tensor sums = Sums(x.Pad(frame), window);
        bool countsPadding = call.Node.Flag("count_include_pad");
        bool isWhole = Array.TrueForAll(frame, ends => ends is ( <= 0, <= 0));
        if (isWhole) return sums.Divide(window.Kernel.Aggregate(1.0, (product, extent) => product * extent));
        return sums.Divide(Counts(call, x, window, frame, countsPadding));
    }

    /// <summary>How many positions of each window count: those of the image, or also those of its padding, but never those that
    /// ceil mode adds behind.</summary>
    private static Tensor Counts(OperatorCall call, Tensor x, SpatialWindow window, (long Low, long High)[] frame, bool countsPadding)
    {
        Shape image = Shape.Create([1, 1, .. x.Shape[2..].Extents]);
        using IDisposable restoration = NoGrad.Begin();
        Tensor ones = Tensor.Ones(image, x.DType, call.Device);
        if (!countsPadding) return Sums(ones.Pad(frame), window);
        var explicitPadding = new (long, long)[window.Rank];
        var rest = new (long, long)[window.Rank];
        for (int axis = 0; axis < window.Rank; axis++)
        {
            explicitPadding[axis] = (window.Low[axis], window.High[axis]);
            rest[axis] = (frame[axis].Low - window.Low[axis], frame[axis].High - window.High[axis]);
        }

        return Sums(ones.Pad(explicitPadding, 1).Pad(rest), window);
    }

    /// <summary>(Σ |x|ᵖ)^(1/p) over each window.</summary>
    private static Tensor NormPool(OperatorCall call)
    {
        Tensor x = call[0];
        SpatialWindow window = SpatialWindow.Over(call, x);
        long p = call.Node.Integer("p", 2);
        if (p < 1) throw call.Refuse("attribute p", $"{p}", "1 or more");
        return Sums(x.Abs().Power(p).Pad(Frame(call, x, window)), window).Power(1.0 / p);
    }

    private static (long Low, long High)[] Frame(OperatorCall call, Tensor x, SpatialWindow window)
    {
        var frame = new (long, long)[window.Rank];
        for (int axis = 0; axis < window.Rank; axis++)
        {
            long windows = window.Windows(x, axis, call.Node.Flag("ceil_mode"));
            long covered = ((windows - 1) * window.Strides[axis]) + window.Span(axis);
            frame[axis] = (window.Low[axis], covered - x.Shape[2 + axis] - window.Low[axis]);
        }

        return frame;
    }

    /// <summary>Sums over windows: means with a divisor of 1, or, where taps lie apart, a convolution of each plane with
    /// ones.</summary>
    private static Tensor Sums(Tensor x, SpatialWindow window)
    {
        int[] k = window.Kernel, s = window.Strides;
        if (window.Dilations.Any(dilation => dilation > 1)) return DilatedSums(x, window);
        return window.Rank switch
        {
            1 => x.AvgPool1D(k[0], new AvgPool1DOptions { Stride = s[0], DivisorOverride = 1 }),
            2 => x.AvgPool2D((k[0], k[1]), new AvgPool2DOptions { Stride = (s[0], s[1]), DivisorOverride = 1 }),
            _ => x.AvgPool3D((k[0], k[1], k[2]), new AvgPool3DOptions { Stride = (s[0], s[1], s[2]), DivisorOverride = 1 }),
        };
    }

    private static Tensor DilatedSums(Tensor x, SpatialWindow window)
    {
        int[] s = window.Strides, d = window.Dilations;
        Shape planes = Shape.Create([x.Shape[0] * x.Shape[1], 1, .. x.Shape[2..].Extents]);
        Tensor ones = Tensor.Ones(Shape.Create([1, 1, .. window.Kernel.Select(extent => (long)extent)]), x.DType, x.Device);
        Tensor flat = x.Reshape(planes);
        Tensor sums = window.Rank switch
        {
            1 => flat.Conv1D(ones, null, new Conv1DOptions { Stride = s[0], Dilation = d[0] }),
            2 => flat.Conv2D(ones, null, new Conv2DOptions { Stride = (s[0], s[1]), Dilation = (d[0], d[1]) }),
            _ => flat.Conv3D(ones, null, new Conv3DOptions { Stride = (s[0], s[1], s[2]), Dilation = (d[0], d[1], d[2]) }),
        };
        return sums.Reshape(Shape.Create([x.Shape[0], x.Shape[1], .. sums.Shape[2..].Extents]));
    }
}
