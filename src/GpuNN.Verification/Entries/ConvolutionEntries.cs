using GpuNN.Backends;
using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Convolutions.</summary>
internal static class ConvolutionEntries
{
    public static IEnumerable<OperatorEntry> All => [Conv1D, Conv2D, Conv3D, .. Variants];

    private static OperatorEntry Conv1D =>
        new("Conv1D", "convolution", "y[n,k,o] = Σ x[n,c,o·s + r·d − p]·w[k,c,r] + b[k]", "x [N, C, W], w [K, C/G, R], b [K] → [N, K, O]")
        {
            Cases =
            [
                new("narrow", [Normal(3, 4, 13), Normal(5, 4, 3), Normal(5)], i => [i[0].Conv1D(i[1], i[2])], Budget.Sum(13)),
                new(
                    "stride, padding, dilation, groups",
                    [Normal(2, 6, 17), Normal(9, 2, 4)],
                    i => [i[0].Conv1D(i[1], null, new() { Stride = 2, Padding = 3, Dilation = 2, Groups = 3 })],
                    Budget.Sum(8)),
                new("same, even filter", [Normal(2, 3, 9), Normal(4, 3, 4)], i => [i[0].Conv1D(i[1], null, new() { Padding = Padding.Same })], Budget.Sum(12)),
                new("one sample", [Normal(3, 9), Normal(4, 3, 2)], i => [i[0].Conv1D(i[1])], Budget.Sum(6)),
                new("exact", [SmallIntegers(2, 5, 33), SmallIntegers(7, 5, 5), SmallIntegers(7)], i => [i[0].Conv1D(i[1], i[2])], Budget.Exact),
            ],
            BadInputs = Refusals(Conv1DCall, [2, 4, 9], [3, 4, 2]),
        };

    private static OperatorEntry Conv2D =>
        new("Conv2D", "convolution", "y[n,k,i,j] = Σ x[n,c,i·s + r·d − p,j·s + q·d − p]·w[k,c,r,q] + b[k]", "x [N, C, H, W], w [K, C/G, R, S], b [K] → [N, K, O, P]")
        {
            Cases =
            [
                new("narrow, H ≠ W, R ≠ S", [Normal(2, 3, 7, 10), Normal(5, 3, 2, 4), Normal(5)], i => [i[0].Conv2D(i[1], i[2])], Budget.Sum(25)),
                new("3×3 with padding", [Normal(2, 8, 9, 14), Normal(6, 8, 3, 3), Normal(6)], i => [i[0].Conv2D(i[1], i[2], new() { Padding = 1 })], Budget.Composite(32)),
                new(
                    "everything different on each axis",
                    [Normal(3, 6, 13, 11), Normal(4, 3, 3, 2), Normal(4)],
                    i => [i[0].Conv2D(i[1], i[2], new() { Stride = (2, 3), Padding = (1, 2), Dilation = (2, 1), Groups = 2 })],
                    Budget.Sum(19)),
                new(
                    "dilation of the width alone",
                    [Normal(1, 2, 6, 12), Normal(3, 2, 2, 3)],
                    i => [i[0].Conv2D(i[1], null, new() { Dilation = (1, 3), Stride = (1, 2) })],
                    Budget.Sum(12)),
                new(
                    "asymmetric padding",
                    [Normal(2, 2, 5, 6), Normal(3, 2, 3, 3)],
                    i => [i[0].Conv2D(i[1], null, new() { Padding = Padding.Between(new(0, 2), new(1, 0)) })],
                    Budget.Composite(32)),
                new("same, even filter", [Normal(2, 3, 6, 5), Normal(2, 3, 4, 2)], i => [i[0].Conv2D(i[1], null, new() { Padding = Padding.Same })], Budget.Sum(24)),
                new("1×1", [Normal(2, 17, 5, 7), Normal(9, 17, 1, 1), Normal(9)], i => [i[0].Conv2D(i[1], i[2])], Budget.Sum(18)),
                new("1×1 with stride", [Normal(2, 5, 6, 7), Normal(4, 5, 1, 1)], i => [i[0].Conv2D(i[1], null, new() { Stride = 2 })], Budget.Sum(5)),
                new("filter as large as the image", [Normal(3, 4, 5, 3), Normal(6, 4, 5, 3)], i => [i[0].Conv2D(i[1])], Budget.Sum(60)),
                new("across tiles", [Normal(1, 33, 19, 21), Normal(35, 33, 5, 3)], i => [i[0].Conv2D(i[1], null, new() { Padding = (2, 1) })], Budget.Sum(495)) { ChecksGradient = false },
                new("one element", [Normal(1, 1, 1, 1), Normal(1, 1, 1, 1)], i => [i[0].Conv2D(i[1])], Budget.Sum(1)),
                new("one sample", [Normal(3, 6, 5), Normal(2, 3, 3, 2), Normal(2)], i => [i[0].Conv2D(i[1], i[2])], Budget.Sum(19)),
                new("no samples", [Normal(0, 3, 6, 5), Normal(2, 3, 3, 2)], i => [i[0].Conv2D(i[1])], Budget.Exact),
                new("view", [Normal(2, 3, 8, 5) with { IsTransposedView = true }, Normal(4, 3, 2, 3) with { IsTransposedView = true }], i => [i[0].Conv2D(i[1])], Budget.Sum(18)),
                new(
                    "exact",
                    [SmallIntegers(2, 4, 9, 7), SmallIntegers(6, 2, 2, 3), SmallIntegers(6)],
                    i => [i[0].Conv2D(i[1], i[2], new() { Stride = (1, 2), Padding = (2, 1), Groups = 2 })],
                    Budget.Exact),
                new(
                    "a NaN reaches its windows alone",
                    [Values([1, 2, double.NaN, 4, 5, 6, 7, 8, 9, 10, 11, 12], 1, 1, 3, 4), SmallIntegers(1, 1, 2, 2)],
                    i => [i[0].Conv2D(i[1])],
                    Budget.Exact) { ChecksGradient = false },
                StoredConvolution(DType.BFloat16, "stride and groups", [2, 4, 9, 7], [6, 2, 2, 3], new() { Stride = (1, 2), Padding = (2, 1), Groups = 2 }, 13),
                StoredConvolution(DType.Float16, "3×3", [2, 5, 8, 7], [6, 5, 3, 3], new() { Padding = 1 }, 46),
                StoredConvolution(DType.Float16, "1×1", [2, 17, 5, 6], [9, 17, 1, 1], null, 18),
                new("with an activation", [Normal(2, 3, 6, 7), Normal(4, 3, 3, 2), Normal(4)], i => [i[0].Conv2D(i[1], i[2], null, Activation.Sigmoid)], Budget.Composite(32)),
            ],
            BadInputs = Refusals(Conv2DCall, [2, 4, 9, 8], [3, 4, 2, 3]),
        };

    private static OperatorCase StoredConvolution(
        DType storage, string name, long[] image, long[] filter, Conv2DOptions? options, long length) => new(
        $"{storage}, {name}",
        [Stored(storage, image), Stored(storage, filter), Stored(storage, filter[0])],
        i => [StorageTypes.Run(i, storage, t => t[0].Conv2D(t[1], t[2], options))],
        filter is [_, _, 3, 3] ? Budget.Composite() : Budget.StoredSum(length, storage))
        { TriesVariants = storage == DType.Float16 };

    private static OperatorEntry Conv3D =>
        new("Conv3D", "convolution", "y[n,k,o] = Σ x[n,c,o·s + r·d − p]·w[k,c,r] + b[k], three axes", "x [N, C, D, H, W], w [K, C/G, Q, R, S], b [K] → [N, K, …]")
        {
            Cases =
            [
                new("narrow", [Normal(2, 3, 5, 4, 6), Normal(4, 3, 2, 3, 2), Normal(4)], i => [i[0].Conv3D(i[1], i[2])], Budget.Sum(37)),
                new(
                    "everything different on each axis",
                    [Normal(2, 4, 6, 7, 5), Normal(6, 2, 3, 2, 2)],
                    i => [i[0].Conv3D(i[1], null, new() { Stride = (2, 1, 3), Padding = (1, 0, 2), Dilation = (1, 3, 2), Groups = 2 })],
                    Budget.Sum(24)),
                new("exact", [SmallIntegers(1, 2, 4, 5, 3), SmallIntegers(3, 2, 3, 1, 2)], i => [i[0].Conv3D(i[1], null, new() { Padding = 1 })], Budget.Exact),
            ],
            BadInputs = Refusals(Conv3DCall, [2, 4, 6, 5, 4], [3, 4, 2, 3, 2]),
        };

    private static OperatorEntry[] Variants =>
    [
        new("DepthwiseConv2D", "convolution", "y[n,c·M + m] = x[n,c] ∗ w[c·M + m]", "x [N, C, H, W], w [C·M, 1, R, S], b [C·M] → [N, C·M, O, P]")
        {
            Cases =
            [
                new("one filter a channel", [Normal(2, 7, 9, 8), Normal(7, 1, 3, 2), Normal(7)], i => [i[0].DepthwiseConv2D(i[1], i[2], new() { Padding = (1, 0), Stride = (2, 1) })], Budget.Sum(7)),
                new("3×3 with padding", [Normal(2, 5, 6, 9), Normal(5, 1, 3, 3)], i => [i[0].DepthwiseConv2D(i[1], null, new() { Padding = 1 })], Budget.Sum(9)),
                new("two filters a channel", [Normal(2, 3, 6, 7), Normal(6, 1, 2, 3)], i => [i[0].DepthwiseConv2D(i[1], null, new() { Dilation = (1, 2) })], Budget.Sum(6)),
                new("exact", [SmallIntegers(2, 3, 6, 7), SmallIntegers(3, 1, 3, 3)], i => [i[0].DepthwiseConv2D(i[1])], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a filter that mixes channels", d => Tensor.Ones([1, 3, 5, 5], device: d).DepthwiseConv2D(Tensor.Ones([3, 3, 2, 2], device: d))),
                BadInput.Throws<ShapeMismatchException>("a matrix", d => Tensor.Ones([5, 5], device: d).DepthwiseConv2D(Tensor.Ones([3, 1, 2, 2], device: d))),
            ],
        },
        new("SeparableConv2D", "convolution", "a filter per channel, then 1×1", "x [N, C, H, W], [C·M, 1, R, S], [K, C·M, 1, 1], b [K] → [N, K, O, P]")
        {
            Cases =
            [
                new("stride and padding", [Normal(2, 3, 8, 9), Normal(6, 1, 3, 2), Normal(5, 6, 1, 1), Normal(5)], i => [i[0].SeparableConv2D(i[1], i[2], i[3], new() { Stride = (2, 1), Padding = (1, 0) })], Budget.Composite(16)),
                new("exact", [SmallIntegers(1, 2, 5, 6), SmallIntegers(2, 1, 2, 3), SmallIntegers(3, 2, 1, 1)], i => [i[0].SeparableConv2D(i[1], i[2])], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("pointwise channels", d => Tensor.Ones([1, 3, 5, 5], device: d).SeparableConv2D(Tensor.Ones([3, 1, 2, 2], device: d), Tensor.Ones([4, 2, 1, 1], device: d)))],
        },
        new("SpatiallySeparableConv2D", "convolution", "R×1, then 1×S", "x [N, C, H, W], [M, C/G, R, 1], [K, M/G, 1, S], b [K] → [N, K, O, P]")
        {
            Cases =
            [
                new("different on each axis", [Normal(2, 3, 9, 8), Normal(4, 3, 3, 1), Normal(5, 4, 1, 2), Normal(5)], i => [i[0].SpatiallySeparableConv2D(i[1], i[2], i[3], (2, 1), (1, 2), (1, 3))], Budget.Composite(16)),
                new("exact", [SmallIntegers(1, 2, 5, 6), SmallIntegers(2, 2, 2, 1), SmallIntegers(3, 2, 1, 3)], i => [i[0].SpatiallySeparableConv2D(i[1], i[2])], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("channels between", d => Tensor.Ones([1, 3, 5, 5], device: d).SpatiallySeparableConv2D(Tensor.Ones([3, 3, 2, 1], device: d), Tensor.Ones([4, 2, 1, 2], device: d)))],
        },
        new("GroupedConv2D", "convolution", "Conv2D within each of G groups of channels", "x [N, C, H, W], w [K, C/G, R, S], b [K] → [N, K, O, P]")
        {
            Cases =
            [
                new("groups neither 1 nor C", [Normal(2, 6, 7, 5), Normal(9, 2, 3, 2), Normal(9)], i => [i[0].GroupedConv2D(i[1], i[2], 3, new() { Padding = (1, 0) })], Budget.Sum(13)),
                new("exact", [SmallIntegers(2, 4, 5, 6), SmallIntegers(6, 2, 2, 3)], i => [i[0].GroupedConv2D(i[1], null, 2)], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("output channels that the groups do not divide", d => Tensor.Ones([1, 4, 5, 5], device: d).GroupedConv2D(Tensor.Ones([3, 2, 2, 2], device: d), null, 2)),
                BadInput.Throws<ShapeMismatchException>("no groups", d => Tensor.Ones([1, 4, 5, 5], device: d).GroupedConv2D(Tensor.Ones([3, 2, 2, 2], device: d), null, 0)),
            ],
        },
        new("DilatedConv2D", "convolution", "Conv2D with taps d apart", "x [N, C, H, W], w [K, C/G, R, S], b [K] → [N, K, O, P]")
        {
            Cases =
            [
                new("different on each axis", [Normal(2, 3, 9, 11), Normal(4, 3, 3, 2), Normal(4)], i => [i[0].DilatedConv2D(i[1], i[2], (2, 4), new() { Padding = (2, 1) })], Budget.Sum(19)),
                new("exact", [SmallIntegers(2, 2, 7, 6), SmallIntegers(3, 2, 2, 3)], i => [i[0].DilatedConv2D(i[1], null, (3, 2))], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("no dilation", d => Tensor.Ones([1, 2, 5, 5], device: d).DilatedConv2D(Tensor.Ones([3, 2, 2, 2], device: d), null, (0, 1)))],
        },
        new("TrueConvolution2D", "convolution", "y[i,j] = Σ x[i − r,j − q]·w[r,q]: Conv2D with w turned by 180°", "x [N, C, H, W], w [K, C/G, R, S], b [K] → [N, K, O, P]")
        {
            Cases =
            [
                new("uneven filter", [Normal(2, 3, 7, 6), Normal(4, 3, 2, 3), Normal(4)], i => [i[0].TrueConvolution2D(i[1], i[2], new() { Padding = (1, 2) })], Budget.Sum(19)),
                new("exact", [SmallIntegers(1, 2, 5, 6), SmallIntegers(3, 2, 3, 2)], i => [i[0].TrueConvolution2D(i[1])], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a filter of another rank", d => Tensor.Ones([1, 3, 5, 5], device: d).TrueConvolution2D(Tensor.Ones([3, 3, 2], device: d)))],
        },
        new("ConvTranspose1D", "convolution", "y[n,c,o·s + r·d − p] += x[n,k,o]·w[k,c,r], + b[c]", "x [N, K, W], w [K, C/G, R], b [C] → [N, C, …]")
        {
            Cases =
            [
                new("everything", [Normal(2, 4, 7), Normal(4, 3, 3), Normal(6)], i => [i[0].ConvTranspose1D(i[1], i[2], new() { Stride = 3, Padding = 1, OutputPadding = 2, Dilation = 2, Groups = 2 })], Budget.Sum(7)),
                new("output padding below the dilation", [Normal(2, 2, 5), Normal(2, 3, 3)], i => [i[0].ConvTranspose1D(i[1], null, new() { OutputPadding = 1, Dilation = 3 })], Budget.Sum(6)),
                new("exact", [SmallIntegers(2, 4, 7), SmallIntegers(4, 3, 2)], i => [i[0].ConvTranspose1D(i[1], null, new() { Stride = 2 })], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("output padding", d => Tensor.Ones([1, 2, 5], device: d).ConvTranspose1D(Tensor.Ones([2, 2, 2], device: d), null, new() { OutputPadding = 1 }))],
        },
        new("ConvTranspose2D", "convolution", "the gradient of Conv2D by its input", "x [N, K, H, W], w [K, C/G, R, S], b [C] → [N, C, …]")
        {
            Cases =
            [
                new("narrow", [Normal(2, 4, 5, 3), Normal(4, 3, 2, 3), Normal(3)], i => [i[0].ConvTranspose2D(i[1], i[2])], Budget.Sum(25)),
                new(
                    "everything different on each axis",
                    [Normal(2, 6, 4, 5), Normal(6, 2, 3, 2), Normal(4)],
                    i => [i[0].ConvTranspose2D(i[1], i[2], new() { Stride = (3, 2), Padding = (1, 0), OutputPadding = (2, 1), Dilation = (1, 2), Groups = 2 })],
                    Budget.Sum(19)),
                new("doubling", [Normal(1, 3, 6, 4), Normal(3, 2, 4, 4)], i => [i[0].ConvTranspose2D(i[1], null, new() { Stride = 2, Padding = 1 })], Budget.Sum(12)),
                new("one sample", [Normal(3, 4, 5), Normal(3, 2, 2, 2)], i => [i[0].ConvTranspose2D(i[1], null, new() { Stride = 2 })], Budget.Sum(3)),
                new("exact", [SmallIntegers(2, 2, 3, 4), SmallIntegers(2, 3, 3, 2), SmallIntegers(3)], i => [i[0].ConvTranspose2D(i[1], i[2], new() { Stride = (1, 2), OutputPadding = (0, 1) })], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("channels", d => Tensor.Ones([1, 3, 5, 5], device: d).ConvTranspose2D(Tensor.Ones([2, 2, 2, 2], device: d))),
                BadInput.Throws<ShapeMismatchException>("bias", d => Tensor.Ones([1, 2, 5, 5], device: d).ConvTranspose2D(Tensor.Ones([2, 3, 2, 2], device: d), Tensor.Ones([2], device: d))),
                BadInput.Throws<ShapeMismatchException>("output padding", d => Tensor.Ones([1, 2, 5, 5], device: d).ConvTranspose2D(Tensor.Ones([2, 3, 2, 2], device: d), null, new() { Stride = 2, OutputPadding = 2 })),
                BadInput.Throws<ShapeMismatchException>("nothing left", d => Tensor.Ones([1, 2, 1, 5], device: d).ConvTranspose2D(Tensor.Ones([2, 3, 2, 2], device: d), null, new() { Padding = 1 })),
            ],
        },
        new("ConvTranspose3D", "convolution", "the gradient of Conv3D by its input", "x [N, K, D, H, W], w [K, C/G, Q, R, S], b [C] → [N, C, …]")
        {
            Cases =
            [
                new("everything different on each axis", [Normal(1, 4, 3, 2, 4), Normal(4, 2, 2, 3, 1), Normal(4)], i => [i[0].ConvTranspose3D(i[1], i[2], new() { Stride = (1, 2, 3), Padding = (1, 0, 0), OutputPadding = (0, 1, 2), Dilation = (2, 1, 1), Groups = 2 })], Budget.Sum(13)),
                new("exact", [SmallIntegers(2, 2, 2, 3, 2), SmallIntegers(2, 1, 2, 2, 3)], i => [i[0].ConvTranspose3D(i[1], null, new() { Stride = 2 })], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("rank", d => Tensor.Ones([3, 5, 5], device: d).ConvTranspose3D(Tensor.Ones([2, 2, 2, 2, 2], device: d)))],
        },
    ];

    private static Tensor Conv1DCall(Tensor x, Tensor weight, Tensor? bias, int stride, int dilation, int padding) =>
        x.Conv1D(weight, bias, new() { Stride = stride, Dilation = dilation, Padding = padding });

    private static Tensor Conv2DCall(Tensor x, Tensor weight, Tensor? bias, int stride, int dilation, int padding) =>
        x.Conv2D(weight, bias, new() { Stride = stride, Dilation = dilation, Padding = padding });

    private static Tensor Conv3DCall(Tensor x, Tensor weight, Tensor? bias, int stride, int dilation, int padding) =>
        x.Conv3D(weight, bias, new() { Stride = stride, Dilation = dilation, Padding = padding });

    /// <summary>Something wrong with each argument in turn.</summary>
    private static BadInput[] Refusals(Func<Tensor, Tensor, Tensor?, int, int, int, Tensor> run, Shape image, Shape filter)
    {
        Tensor X(Device device) => Tensor.Ones(image, device: device);
        Tensor W(Device device) => Tensor.Ones(filter, device: device);
        return
        [
            BadInput.Throws<ShapeMismatchException>("a vector", d => run(Tensor.Ones([5], device: d), W(d), null, 1, 1, 0)),
            BadInput.Throws<ShapeMismatchException>("channels", d => run(X(d), Tensor.Ones(filter.With(1, 3), device: d), null, 1, 1, 0)),
            BadInput.Throws<ShapeMismatchException>("a filter of another rank", d => run(X(d), Tensor.Ones([3, 4], device: d), null, 1, 1, 0)),
            BadInput.Throws<ShapeMismatchException>("a filter larger than the image", d => run(X(d), Tensor.Ones(filter.With(2, 12), device: d), null, 1, 1, 1)),
            BadInput.Throws<ShapeMismatchException>("a bias of another length", d => run(X(d), W(d), Tensor.Ones([4], device: d), 1, 1, 0)),
            BadInput.Throws<ShapeMismatchException>("no stride", d => run(X(d), W(d), null, 0, 1, 0)),
            BadInput.Throws<ShapeMismatchException>("no dilation", d => run(X(d), W(d), null, 1, 0, 0)),
            BadInput.Throws<ShapeMismatchException>("negative padding", d => run(X(d), W(d), null, 1, 1, -1)),
            BadInput.Throws<DTypeMismatchException>("integers", d => run(X(d).Cast(DType.Int32), W(d), null, 1, 1, 0)),
            BadInput.Throws<DTypeMismatchException>("another type of filter", d => run(X(d), W(d).Cast(DType.Float64), null, 1, 1, 0)),
            BadInput.Throws<DeviceMismatchException>("two devices", d => run(X(d), W(d == Device.Cpu ? Device.Reference : Device.Cpu), null, 1, 1, 0)),
        ];
    }
}
