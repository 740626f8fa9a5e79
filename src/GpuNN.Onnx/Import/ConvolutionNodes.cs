using GpuNN.Backends;
using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Convolutions over one to three spatial axes.</summary>
internal static class ConvolutionNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Conv", Convolve) { Fewest = 2, Most = 3, Attributes = ["auto_pad", "dilations", "group", "kernel_shape", "pads", "strides"] },
        new("ConvTranspose", ConvolveTransposed)
        {
            Fewest = 2,
            Most = 3,
            Attributes = ["auto_pad", "dilations", "group", "kernel_shape", "output_padding", "output_shape", "pads", "strides"],
        },
    ];

    private static Tensor Convolve(OperatorCall call)
    {
        Tensor x = call[0], weight = call[1];
        Tensor? bias = call.Optional(2);
        SpatialWindow window = SpatialWindow.Over(call, x, weight);
        for (int axis = 0; axis < window.Rank; axis++) window.Windows(x, axis, ceilMode: false);
        int groups = call.Node.SmallInteger("group", 1);
        int[] s = window.Strides, d = window.Dilations;
        var padding = GpuNN.Padding.Between(SpatialExtents.From(window.Low), SpatialExtents.From(window.High));
        return window.Rank switch
        {
            1 => x.Conv1D(weight, bias, new Conv1DOptions { Stride = s[0], Dilation = d[0], Padding = padding, Groups = groups }),
            2 => x.Conv2D(weight, bias, new Conv2DOptions { Stride = (s[0], s[1]), Dilation = (d[0], d[1]), Padding = padding, Groups = groups }),
            _ => x.Conv3D(weight, bias, new Conv3DOptions
            {
                Stride = (s[0], s[1], s[2]),
                Dilation = (d[0], d[1], d[2]),
                Padding = padding,
                Groups = groups,
            }),
        };
    }

    /// <summary>The whole result is computed without padding, then cut, or extended with zeros where output padding reaches
    /// behind it; the bias comes last.</summary>
    private static Tensor ConvolveTransposed(OperatorCall call)
    {
        Tensor x = call[0], weight = call[1];
        SpatialWindow window = SpatialWindow.Of(call, x, weight);
        int groups = call.Node.SmallInteger("group", 1);
        (long Low, long High)[] frame = TransposedFrame(call, window, x);
        Shape whole = x.Shape;
        for (int axis = 0; axis < window.Rank; axis++)
            whole = whole.With(2 + axis, ((x.Shape[2 + axis] - 1) * window.Strides[axis]) + window.Span(axis) + Math.Max(frame[axis].High, 0));
        call.Bounded(whole.With(1, weight.Shape[1] * Math.Max(groups, 1)), x.DType);
        Tensor result = Transposed(x, weight, window, groups).Pad(frame);
        return call.Optional(2) is { } bias
            ? result.Add(bias.Reshape(Shape.Create([bias.Count, .. Enumerable.Repeat(1L, window.Rank)])))
            : result;
    }

    private static Tensor Transposed(Tensor x, Tensor weight, SpatialWindow window, int groups)
    {
        int[] s = window.Strides, d = window.Dilations;
        return window.Rank switch
        {
            1 => x.ConvTranspose1D(weight, null, new ConvTranspose1DOptions { Stride = s[0], Dilation = d[0], Groups = groups }),
            2 => x.ConvTranspose2D(weight, null, new ConvTranspose2DOptions { Stride = (s[0], s[1]), Dilation = (d[0], d[1]), Groups = groups }),
            _ => x.ConvTranspose3D(weight, null, new ConvTranspose3DOptions
            {
                Stride = (s[0], s[1], s[2]),
                Dilation = (d[0], d[1], d[2]),
                Groups = groups,
            }),
        };
    }

    /// <summary>How much of the whole result is cut away (negative) or added at each end of the spatial axes.</summary>
    private static (long Low, long High)[] TransposedFrame(OperatorCall call, SpatialWindow window, Tensor x)
    {
        GraphNode node = call.Node;
        string mode = node.Text("auto_pad", "NOTSET");
        int rank = window.Rank;
        int[] pads = window.Read("pads", 2 * rank, 0, 0), extra = window.Read("output_padding", rank, 0, 0);
        long[]? shape = node.Integers("output_shape");
        if (shape is { Length: > 0 } && shape.Length == rank + 2) shape = shape[2..];
        if (shape is { Length: > 0 } && shape.Length != rank) throw call.Refuse("attribute output_shape", $"{shape.Length} extents", $"{rank}");
        var frame = new (long, long)[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            long whole = ((x.Shape[2 + axis] - 1) * window.Strides[axis]) + window.Span(axis);
            bool isSame = mode is "SAME_UPPER" or "SAME_LOWER";
            if (shape is not { Length: > 0 } && !isSame)
            {
                frame[axis] = (-pads[axis], extra[axis] - pads[rank + axis]);
                continue;
            }

            long wanted = shape is { Length: > 0 } ? shape[axis] : x.Shape[2 + axis] * window.Strides[axis];
            if (wanted < 1) throw call.Refuse("attribute output_shape", $"{wanted}", "1 or more");
            // What is too much is cut on both ends, the odd one at the high end only for SAME_UPPER; what lacks comes behind.
            long total = Math.Max(0, whole + extra[axis] - wanted);
            long low = mode == "SAME_UPPER" ? total / 2 : total - (total / 2);
            frame[axis] = (-low, wanted - whole + low);
        }

        return frame;
    }
}
