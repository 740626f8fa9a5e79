using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Poolings and resizing.</summary>
internal static class PoolingEntries
{
    private static readonly double[] WithNaN = [1, 2, double.NaN, 4, 5, double.NegativeInfinity, 7, 8, double.PositiveInfinity, 3, -0.0, 0];

    public static IEnumerable<OperatorEntry> All => [.. Maxima, .. Averages, .. Whole, .. Resizing];

    private static OperatorEntry[] Maxima =>
    [
        new("MaxPool1D", "pooling", "max over each window", "x [N, C, W] → [N, C, O]")
        {
            Cases =
            [
                new("overlapping", [Distinct(0.5, 2, 3, 11)], i => Both(i[0].MaxPool1DWithIndices(3, new() { Stride = 2 })), Budget.Exact),
                new("padding, dilation, ceil mode", [Distinct(0.5, 2, 3, 12)], i => Both(i[0].MaxPool1DWithIndices(4, new() { Stride = 3, Padding = 2, Dilation = 2, CeilMode = true })), Budget.Exact),
                new("one sample", [Distinct(0.5, 3, 7)], i => [i[0].MaxPool1D(2)], Budget.Exact),
            ],
            BadInputs = Refusals((x, kernel, stride, padding) => x.MaxPool1D(kernel, new() { Stride = stride, Padding = padding }), [2, 3, 6]),
        },
        new("MaxPool2D", "pooling", "max over each window", "x [N, C, H, W] → [N, C, O, P]")
        {
            Cases =
            [
                new("2×2", [Distinct(0.5, 2, 3, 8, 6)], i => [i[0].MaxPool2D(2)], Budget.Exact),
                new(
                    "everything different on each axis",
                    [Distinct(0.5, 2, 3, 13, 11)],
                    i => Both(i[0].MaxPool2DWithIndices((3, 2), new() { Stride = (2, 3), Padding = (1, 0), Dilation = (2, 3) })),
                    Budget.Exact),
                new("ceil mode with a last window", [Distinct(0.5, 1, 2, 7, 8)], i => Both(i[0].MaxPool2DWithIndices((2, 3), new() { Stride = 2, CeilMode = true })), Budget.Exact),
                new("ceil mode whose last window starts in the padding", [Distinct(0.5, 1, 2, 5, 7)], i => [i[0].MaxPool2D(2, new() { Stride = 2, Padding = 1, CeilMode = true })], Budget.Exact),
                new("overlapping", [Distinct(0.5, 2, 2, 7, 9)], i => [i[0].MaxPool2D((3, 2), new() { Stride = 1 })], Budget.Exact),
                new("the first of equal elements", [SmallIntegers(2, 3, 9, 8)], i => Both(i[0].MaxPool2DWithIndices(3))[1..], Budget.Exact) { ChecksGradient = false },
                new("view", [Distinct(0.5, 2, 3, 6, 8) with { IsTransposedView = true }], i => [i[0].MaxPool2D(2)], Budget.Exact),
                new("NaN and infinities", [Values(WithNaN, 1, 1, 3, 4)], i => [i[0].MaxPool2D(2, new() { Stride = 1 })], Budget.Exact) { ChecksGradient = false },
                new("no samples", [Distinct(0.5, 0, 3, 6, 8)], i => [i[0].MaxPool2D(2)], Budget.Exact),
                new("one element", [Distinct(0.5, 1, 1, 1, 1)], i => [i[0].MaxPool2D(1)], Budget.Exact),
            ],
            BadInputs = Refusals((x, kernel, stride, padding) => x.MaxPool2D(kernel, new() { Stride = stride, Padding = padding }), [2, 3, 6, 5]),
        },
        new("MaxPool3D", "pooling", "max over each window", "x [N, C, D, H, W] → [N, C, …]")
        {
            Cases =
            [
                new("2×2×2", [Distinct(0.5, 2, 3, 4, 6, 5)], i => [i[0].MaxPool3D(2)], Budget.Exact),
                new(
                    "everything different on each axis",
                    [Distinct(0.5, 1, 2, 6, 7, 8)],
                    i => Both(i[0].MaxPool3DWithIndices((2, 3, 2), new() { Stride = (1, 2, 3), Padding = (1, 0, 1), Dilation = (1, 2, 3), CeilMode = true })),
                    Budget.Exact),
            ],
            BadInputs = Refusals((x, kernel, stride, padding) => x.MaxPool3D(kernel, new() { Stride = stride, Padding = padding }), [1, 2, 4, 5, 6]),
        },
        new("MaxUnpool2D", "pooling", "y[indices] = x, 0 elsewhere", "x [N, C, O, P], indices → [N, C, H, W]")
        {
            Cases =
            [
                new("back from 2×2", [Distinct(0.5, 2, 3, 6, 8)], i => [Unpool(i[0], 2, null)], Budget.Exact),
                new("extents given", [Distinct(0.5, 2, 3, 7, 9)], i => [Unpool(i[0], (2, 3), (7, 9))], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("indices of another shape", d => Tensor.Ones([1, 1, 2, 2], device: d).MaxUnpool2D(Tensor.Zeros([1, 1, 2, 3], DType.Int64, d), 2)),
                BadInput.Throws<DTypeMismatchException>("indices that are not int64", d => Tensor.Ones([1, 1, 2, 2], device: d).MaxUnpool2D(Tensor.Zeros([1, 1, 2, 2], DType.Float32, d), 2)),
            ],
        },
        new("KMaxPool1D", "pooling", "the k largest in their order", "x [N, C, W] → [N, C, k]")
        {
            Cases =
            [
                new("three", [Distinct(0.5, 2, 3, 11)], i => [i[0].KMaxPool1D(3)], Budget.Exact),
                new("all", [Distinct(0.5, 2, 5)], i => [i[0].KMaxPool1D(5)], Budget.Exact),
                new("one", [Distinct(0.5, 4, 1, 9)], i => [i[0].KMaxPool1D(1)], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("more than there are", d => Tensor.Ones([1, 2, 3], device: d).KMaxPool1D(4)),
                BadInput.Throws<ShapeMismatchException>("none", d => Tensor.Ones([1, 2, 3], device: d).KMaxPool1D(0)),
                BadInput.Throws<ShapeMismatchException>("an image", d => Tensor.Ones([1, 2, 3, 4], device: d).KMaxPool1D(1)),
            ],
        },
    ];

    private static OperatorEntry[] Averages =>
    [
        new("AvgPool1D", "pooling", "mean of each window", "x [N, C, W] → [N, C, O]")
        {
            Cases =
            [
                new("padding counts", [Normal(2, 3, 11)], i => [i[0].AvgPool1D(3, new() { Stride = 2, Padding = 1 })], Budget.Sum(3)),
                new("padding does not count", [Normal(2, 3, 11)], i => [i[0].AvgPool1D(4, new() { Stride = 3, Padding = 2, CountIncludePad = false, CeilMode = true })], Budget.Sum(4)),
                new("exact", [SmallIntegers(3, 8)], i => [i[0].AvgPool1D(4, new() { Stride = 1 })], Budget.Exact),
            ],
            BadInputs = Refusals((x, kernel, stride, padding) => x.AvgPool1D(kernel, new() { Stride = stride, Padding = padding }), [2, 3, 6]),
        },
        new("AvgPool2D", "pooling", "mean of each window", "x [N, C, H, W] → [N, C, O, P]")
        {
            Cases =
            [
                new("2×2", [Normal(2, 3, 8, 6)], i => [i[0].AvgPool2D(2)], Budget.Sum(4)),
                new("padding counts", [Normal(2, 3, 9, 7)], i => [i[0].AvgPool2D((3, 2), new() { Stride = (2, 1), Padding = (1, 1) })], Budget.Sum(6)),
                new("padding does not count", [Normal(2, 3, 9, 7)], i => [i[0].AvgPool2D((3, 2), new() { Stride = (2, 1), Padding = (1, 1), CountIncludePad = false })], Budget.Sum(6)),
                new("ceil mode, padding counts", [Normal(2, 3, 8, 9)], i => [i[0].AvgPool2D((3, 4), new() { Stride = (2, 3), Padding = (1, 2), CeilMode = true })], Budget.Sum(12)),
                new("ceil mode, padding does not count", [Normal(2, 3, 8, 9)], i => [i[0].AvgPool2D((3, 4), new() { Stride = (2, 3), Padding = (1, 2), CeilMode = true, CountIncludePad = false })], Budget.Sum(12)),
                new("a divisor of one's own", [Normal(2, 3, 6, 7)], i => [i[0].AvgPool2D((2, 3), new() { DivisorOverride = 5 })], Budget.Sum(6)),
                new("exact", [SmallIntegers(2, 3, 6, 8)], i => [i[0].AvgPool2D((2, 4))], Budget.Exact),
                new("no samples", [Normal(0, 3, 6, 8)], i => [i[0].AvgPool2D(2)], Budget.Exact),
            ],
            BadInputs =
            [
                .. Refusals((x, kernel, stride, padding) => x.AvgPool2D(kernel, new() { Stride = stride, Padding = padding }), [2, 3, 6, 5]),
                BadInput.Throws<ShapeMismatchException>("a divisor of 0", d => Tensor.Ones([1, 2, 4, 4], device: d).AvgPool2D(2, new() { DivisorOverride = 0 })),
            ],
        },
        new("AvgPool3D", "pooling", "mean of each window", "x [N, C, D, H, W] → [N, C, …]")
        {
            Cases =
            [
                new("everything different on each axis", [Normal(2, 2, 5, 6, 7)], i => [i[0].AvgPool3D((2, 3, 4), new() { Stride = (1, 2, 3), Padding = (1, 0, 2), CeilMode = true, CountIncludePad = false })], Budget.Sum(24)),
                new("exact", [SmallIntegers(1, 2, 4, 4, 6)], i => [i[0].AvgPool3D(2)], Budget.Exact),
            ],
            BadInputs = Refusals((x, kernel, stride, padding) => x.AvgPool3D(kernel, new() { Stride = stride, Padding = padding }), [1, 2, 4, 5, 6]),
        },
        new("LpPool2D", "pooling", "(Σ xᵖ)^(1/p) of each window", "x [N, C, H, W] → [N, C, O, P]")
        {
            Cases =
            [
                new("p = 2", [Uniform(0.2, 2, 2, 3, 8, 7)], i => [i[0].LpPool2D(2, (3, 2), (2, 1))], Budget.Composite(16)),
                new("p = 3.5", [Uniform(0.2, 2, 2, 3, 7, 6)], i => [i[0].LpPool2D(3.5, 2)], Budget.Composite(16)),
                new("ceil mode", [Uniform(0.2, 2, 1, 2, 7, 6)], i => [i[0].LpPool2D(2, (2, 4), ceilMode: true)], Budget.Composite(16)),
            ],
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("p = 0", d => Tensor.Ones([1, 2, 4, 4], device: d).LpPool2D(0, 2))],
        },
    ];

    private static OperatorEntry[] Whole =>
    [
        new("GlobalAvgPool", "pooling", "mean of each plane", "x [N, C, …] → [N, C, 1, …]")
        {
            Cases =
            [
                new("image", [Normal(2, 3, 7, 5)], i => [i[0].GlobalAvgPool()], Budget.Sum(35)),
                new("line", [Normal(2, 3, 9)], i => [i[0].GlobalAvgPool()], Budget.Sum(9)),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a matrix", d => Tensor.Ones([2, 4], device: d).GlobalAvgPool())],
        },
        new("GlobalMaxPool", "pooling", "max of each plane", "x [N, C, …] → [N, C, 1, …]")
        {
            Cases =
            [
                new("image", [Distinct(0.5, 2, 3, 7, 5)], i => [i[0].GlobalMaxPool()], Budget.Exact),
                new("line", [Distinct(0.5, 2, 3, 9)], i => [i[0].GlobalMaxPool()], Budget.Exact),
                new("volume", [Distinct(0.5, 2, 1, 3, 2, 4)], i => [i[0].GlobalMaxPool()], Budget.Exact),
                new("NaN", [Values(WithNaN, 2, 2, 3)], i => [i[0].GlobalMaxPool()], Budget.Exact) { ChecksGradient = false },
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a matrix", d => Tensor.Ones([2, 4], device: d).GlobalMaxPool())],
        },
        new("AdaptiveAvgPool2D", "pooling", "means of windows from ⌊o·I/O⌋ to ⌈(o + 1)·I/O⌉", "x [N, C, H, W] → [N, C, H', W']")
        {
            Cases =
            [
                new("uneven", [Normal(2, 3, 7, 10)], i => [i[0].AdaptiveAvgPool2D((3, 4))], Budget.Sum(12)),
                new("larger than the image", [Normal(2, 2, 3, 4)], i => [i[0].AdaptiveAvgPool2D((5, 6))], Budget.Sum(4)),
                new("one", [Normal(2, 3, 5, 6)], i => [i[0].AdaptiveAvgPool2D(1)], Budget.Sum(30)),
                new("exact", [SmallIntegers(2, 3, 8, 4)], i => [i[0].AdaptiveAvgPool2D((4, 2))], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("nothing", d => Tensor.Ones([1, 2, 4, 4], device: d).AdaptiveAvgPool2D((0, 1))),
                BadInput.Throws<ShapeMismatchException>("a matrix", d => Tensor.Ones([4, 4], device: d).AdaptiveAvgPool2D(2)),
            ],
        },
        new("AdaptiveMaxPool2D", "pooling", "maxima of windows from ⌊o·I/O⌋ to ⌈(o + 1)·I/O⌉", "x [N, C, H, W] → [N, C, H', W']")
        {
            Cases =
            [
                new("uneven", [Distinct(0.5, 2, 3, 7, 10)], i => Both(i[0].AdaptiveMaxPool2DWithIndices((3, 4))), Budget.Exact),
                new("larger than the image", [Distinct(0.5, 2, 2, 3, 4)], i => [i[0].AdaptiveMaxPool2D((5, 6))], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("nothing", d => Tensor.Ones([1, 2, 4, 4], device: d).AdaptiveMaxPool2D(0))],
        },
    ];

    private static OperatorEntry[] Resizing =>
    [
        new("BilinearUpsample2D", "pooling", "linear interpolation along both axes", "x [N, C, H, W] → [N, C, H', W']")
        {
            Cases =
            [
                new("larger", [Normal(2, 3, 4, 5)], i => [i[0].BilinearUpsample2D((7, 12))], Budget.Composite(16)),
                new("smaller", [Normal(2, 3, 9, 8)], i => [i[0].BilinearUpsample2D((4, 3))], Budget.Composite(16)),
                new("aligned corners", [Normal(2, 3, 4, 5)], i => [i[0].BilinearUpsample2D((7, 13), alignCorners: true)], Budget.Composite(16)),
                new("aligned corners, one row", [Normal(1, 2, 4, 3)], i => [i[0].BilinearUpsample2D((1, 5), alignCorners: true)], Budget.Composite(16)),
                new("exact doubling", [SmallIntegers(1, 2, 3, 4)], i => [i[0].BilinearUpsample2D((6, 8))], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("nothing", d => Tensor.Ones([1, 2, 4, 4], device: d).BilinearUpsample2D(0)),
                BadInput.Throws<ShapeMismatchException>("one sample", d => Tensor.Ones([2, 4, 4], device: d).BilinearUpsample2D(8)),
            ],
        },
        new("NearestUpsample2D", "pooling", "y[o] = x[⌊o·I/O⌋]", "x [N, C, H, W] → [N, C, H', W']")
        {
            Cases =
            [
                new("larger", [Normal(2, 3, 4, 5)], i => [i[0].NearestUpsample2D((7, 12))], Budget.Exact),
                new("smaller", [Normal(2, 3, 9, 8)], i => [i[0].NearestUpsample2D((4, 3))], Budget.Exact),
                new("doubling", [Normal(2, 3, 3, 2)], i => [i[0].NearestUpsample2D((6, 4))], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("nothing", d => Tensor.Ones([1, 2, 4, 4], device: d).NearestUpsample2D((1, 0)))],
        },
    ];

    private static Tensor[] Both((Tensor Values, Tensor Indices) result) => [result.Values, result.Indices];

    private static Tensor Unpool(Tensor x, Size2D kernel, Size2D? output)
    {
        var (values, indices) = x.MaxPool2DWithIndices(kernel);
        return values.MaxUnpool2D(indices, kernel, null, output);
    }

    private static BadInput[] Refusals(Func<Tensor, int, int, int, Tensor> run, Shape shape) =>
    [
        BadInput.Throws<ShapeMismatchException>("a vector", d => run(Tensor.Ones([6], device: d), 2, 2, 0)),
        BadInput.Throws<ShapeMismatchException>("no window", d => run(Tensor.Ones(shape, device: d), 0, 2, 0)),
        BadInput.Throws<ShapeMismatchException>("a window larger than the image", d => run(Tensor.Ones(shape, device: d), 9, 2, 0)),
        BadInput.Throws<ShapeMismatchException>("no stride", d => run(Tensor.Ones(shape, device: d), 2, 0, 0)),
        BadInput.Throws<ShapeMismatchException>("padding beyond half the window", d => run(Tensor.Ones(shape, device: d), 2, 2, 2)),
        BadInput.Throws<DTypeMismatchException>("integers", d => run(Tensor.Ones(shape, DType.Int32, d), 2, 2, 0)),
    ];
}
