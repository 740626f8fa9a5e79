using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>What convolutions of all ranks share. The convolution is linear in the image and in the filter, and each of its
/// gradients is in turn linear in two of image, filter and result: the three call each other for derivatives of any
/// order.</content>
public static partial class Operators
{
    /// <summary>activation(x ∗ w + bias), for x [N, C, I…] or one sample [C, I…].</summary>
    private static Tensor Convolve(
        string name,
        Tensor x,
        Tensor weight,
        Tensor? bias,
        SpatialExtents stride,
        Padding padding,
        SpatialExtents dilation,
        int groups,
        Activation activation = Activation.Identity)
    {
        int rank = stride.Rank;
        CheckFilter(name, x, weight, bias, rank, stride, dilation, groups);
        if (x.Rank == rank + 1)
        {
            Tensor batch = x.Reshape(x.Shape.Insert(0, 1));
            Tensor result = Convolve(name, batch, weight, bias, stride, padding, dilation, groups, activation);
            return ReshapeResult(result, result.Shape[1..]);
        }

        if (x.Shape[1] != weight.Shape[1] * groups)
            throw new ShapeMismatchException(
                name, nameof(x), $"{x.Shape}", $"{weight.Shape[1] * groups} channels, for the weight {weight.Shape} in {groups} groups");
        if (weight.Shape[0] % groups != 0)
            throw new ShapeMismatchException(name, nameof(weight), $"{weight.Shape}", $"output channels that {groups} groups divide");
        CheckBias(name, bias, weight.Shape[0]);
        SpatialExtents kernel = Spatial(weight, rank);
        var (low, high) = padding.Resolve(name, kernel, stride, dilation);
        var geometry = new ConvolutionGeometry(
            (int)x.Shape[0], (int)x.Shape[1], (int)weight.Shape[0], groups, Spatial(x, rank), kernel, stride, low, high, dilation);
        if (HasZero(geometry.Output))
            throw new ShapeMismatchException(
                name, nameof(x), $"{x.Shape} with padding {low} and {high}", $"room for a filter of {kernel} with dilation {dilation}");
        if (IsChannelsLast(x) && IsPointwise(geometry))
        {
            Tensor matrix = weight.Reshape(weight.Shape[0], weight.Shape[1]);
            return OverPixels(x, pixels => pixels.LinearActivation(matrix, bias, activation));
        }

        return InOrderOf(x, Convolve(name, x, weight, bias, geometry, activation));
    }

    /// <summary>Whether it is a linear map of each pixel: a filter of one, that moves by one over nothing but the
    /// image.</summary>
    private static bool IsPointwise(ConvolutionGeometry geometry) =>
        geometry.Groups == 1
        && geometry.Kernel == SpatialExtents.Uniform(geometry.Kernel.Rank, 1)
        && geometry.Stride == SpatialExtents.Uniform(geometry.Kernel.Rank, 1)
        && geometry.Output == geometry.Input;

    /// <summary>The transposed convolution, for x [N, K, O…] or one sample [K, O…] and a weight [K, C/G, R…].</summary>
    private static Tensor ConvolveTransposed(
        string name,
        Tensor x,
        Tensor weight,
        Tensor? bias,
        SpatialExtents stride,
        Padding padding,
        SpatialExtents outputPadding,
        SpatialExtents dilation,
        int groups)
    {
        int rank = stride.Rank;
        CheckFilter(name, x, weight, bias, rank, stride, dilation, groups);
        if (x.Rank == rank + 1)
        {
            Tensor batch = x.Reshape(x.Shape.Insert(0, 1));
            Tensor result = ConvolveTransposed(name, batch, weight, bias, stride, padding, outputPadding, dilation, groups);
            return ReshapeResult(result, result.Shape[1..]);
        }

        if (x.Shape[1] != weight.Shape[0] || weight.Shape[0] % groups != 0)
            throw new ShapeMismatchException(
                name, nameof(x), $"{x.Shape}", $"{weight.Shape[0]} channels, for the weight {weight.Shape} in {groups} groups");
        CheckBias(name, bias, weight.Shape[1] * groups);
        ConvolutionGeometry geometry = TransposedGeometry(
            name, x, weight, stride, padding, outputPadding, dilation, groups);
        return InOrderOf(x, ConvolutionDataGradient(name, x, weight, bias, geometry));
    }

    private static ConvolutionGeometry TransposedGeometry(
        string name,
        Tensor x,
        Tensor weight,
        SpatialExtents stride,
        Padding padding,
        SpatialExtents outputPadding,
        SpatialExtents dilation,
        int groups)
    {
        int rank = stride.Rank;
        SpatialExtents kernel = Spatial(weight, rank);
        var (low, high) = padding.Resolve(name, kernel, stride, dilation);
        Span<int> image = stackalloc int[rank];
        Span<int> highEnd = stackalloc int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int extra = outputPadding[axis];
            if (extra < 0 || (extra >= stride[axis] && extra >= dilation[axis]))
                throw new ShapeMismatchException(
                    name, nameof(outputPadding), $"{outputPadding}", $"below the stride {stride} or the dilation {dilation}");
            int extent = (int)((((x.Shape[2 + axis] - 1) * stride[axis]) + (dilation[axis] * (kernel[axis] - 1)) + 1)
                - low[axis] - high[axis] + extra);
            if (extent < 1)
                throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}, whose result would have extent {extent}", "extents of 1 or more");
            image[axis] = extent;
            highEnd[axis] = extra < stride[axis] ? high[axis] : high[axis] - extra;
        }

        return new(
            (int)x.Shape[0],
            (int)weight.Shape[1] * groups,
            (int)weight.Shape[0],
            groups,
            SpatialExtents.From(image),
            kernel,
            stride,
            low,
            SpatialExtents.From(highEnd),
            dilation);
    }

    private static Tensor Convolve(
        string name, Tensor x, Tensor weight, Tensor? bias, ConvolutionGeometry geometry, Activation activation)
    {
        var primitive = new ConvolutionPrimitive(geometry, bias is not null, activation);
        Shape shape = Extents(geometry.Batch, geometry.OutputChannels, geometry.Output);
        Tensor result = bias is null
            ? Dispatcher.Run(name, primitive, x.DType, shape, x, weight)
            : Dispatcher.Run(name, primitive, x.DType, shape, x, weight, bias);
        if (!Tape.Records(x, weight, bias)) return result;
        SavedTensor savedX = Tape.Save(x, name), savedWeight = Tape.Save(weight, name), savedResult = Tape.Save(result, name);
        return Tape.Record(name, result, bias is null ? [x, weight] : [x, weight, bias], gradient =>
        {
            Tensor inner = ActivationGradient(activation, gradient, savedResult.Value);
            Tensor? dx = x.RequiresGrad
                ? ConvolutionDataGradient("ConvolutionDataGradient", inner, savedWeight.Value, null, geometry)
                : null;
            Tensor? dw = weight.RequiresGrad ? ConvolutionWeightGradient(savedX.Value, inner, geometry) : null;
            return bias is null ? [dx, dw] : [dx, dw, bias.RequiresGrad ? SumOverAllButChannels(inner) : null];
        });
    }

    private static Tensor ConvolutionDataGradient(
        string name, Tensor gradient, Tensor weight, Tensor? bias, ConvolutionGeometry geometry)
    {
        var primitive = new ConvolutionDataGradientPrimitive(geometry, bias is not null);
        Shape shape = Extents(geometry.Batch, geometry.InputChannels, geometry.Input);
        Tensor result = bias is null
            ? Dispatcher.Run(name, primitive, gradient.DType, shape, gradient, weight)
            : Dispatcher.Run(name, primitive, gradient.DType, shape, gradient, weight, bias);
        if (!Tape.Records(gradient, weight, bias)) return result;
        SavedTensor savedGradient = Tape.Save(gradient, name), savedWeight = Tape.Save(weight, name);
        return Tape.Record(name, result, bias is null ? [gradient, weight] : [gradient, weight, bias], incoming =>
        {
            Tensor? dy = gradient.RequiresGrad
                ? Convolve("Convolution", incoming, savedWeight.Value, null, geometry, Activation.Identity)
                : null;
            Tensor? dw = weight.RequiresGrad ? ConvolutionWeightGradient(incoming, savedGradient.Value, geometry) : null;
            return bias is null ? [dy, dw] : [dy, dw, bias.RequiresGrad ? SumOverAllButChannels(incoming) : null];
        });
    }

    private static Tensor ConvolutionWeightGradient(Tensor x, Tensor gradient, ConvolutionGeometry geometry)
    {
        const string Name = "ConvolutionWeightGradient";
        Shape shape = Extents(geometry.OutputChannels, geometry.InputChannels / geometry.Groups, geometry.Kernel);
        Tensor result = Dispatcher.Run(Name, new ConvolutionWeightGradientPrimitive(geometry), x.DType, shape, x, gradient);
        if (!Tape.Records(x, gradient)) return result;
        SavedTensor savedX = Tape.Save(x, Name), savedGradient = Tape.Save(gradient, Name);
        return Tape.Record(Name, result, [x, gradient], incoming =>
        [
            x.RequiresGrad
                ? ConvolutionDataGradient("ConvolutionDataGradient", savedGradient.Value, incoming, null, geometry)
                : null,
            gradient.RequiresGrad ? Convolve("Convolution", savedX.Value, incoming, null, geometry, Activation.Identity) : null,
        ]);
    }

    private static Tensor SumOverAllButChannels(Tensor x)
    {
        Span<int> axes = stackalloc int[x.Rank - 1];
        axes[0] = 0;
        for (int axis = 1; axis < axes.Length; axis++) axes[axis] = axis + 1;
        return x.Sum(axes);
    }
}
