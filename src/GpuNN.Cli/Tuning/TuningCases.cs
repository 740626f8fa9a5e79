namespace GpuNN.Cli.Tuning;

/// <summary>The sizes at which variants part: large and small, square and narrow, few and many.</summary>
internal static class TuningCases
{
    /// <summary>All of them, by family.</summary>
    public static IReadOnlyList<TuningCase> All { get; } =
    [
        Product(24, 24, 6),
        Product(64, 64, 64),
        Product(256, 256, 256),
        Product(512, 512, 512),
        Product(1024, 1024, 256),
        Product(32, 1024, 256),
        Product(64, 64, 16384),
        Product(4, 1024, 1024),
        Product(1, 4096, 1024, isTransposed: true),
        Product(8, 1024, 1024, isTransposed: true),
        Product(128, 128, 64, batches: 8),
        Convolution(8, 1, 28, 6, 5, 2),
        Convolution(4, 16, 28, 32, 3, 1),
        Convolution(2, 64, 28, 64, 3, 1),
        Convolution(2, 128, 14, 256, 1, 0),
        Convolution(2, 64, 28, 128, 3, 1, stride: 2),
        Convolution(2, 192, 7, 192, 3, 1, groups: 192),
        AddByIndex(20_000, 1000, 64),
        AddByIndex(200_000, 1000, 1),
        AddByIndex(64, 5000, 16),
        Sort(256, 1000, 1000),
        Sort(8, 4096, 4096),
        Sort(8, 4096, 10),
        Sort(1, 100_000, 100_000),
        Reduction([4096, 1024], 1),
        Reduction([4096, 1024], 0),
        Reduction([1_000_000], 0),
        Reduction([100_000, 16], 1),
        BatchNorm(16, 64, 28),
        BatchNorm(8, 4, 128),
        LayerNorm(512, 768),
        Softmax(10_000, 16),
        Softmax(512, 1000),
        Softmax(16, 32_768),
        CrossEntropy(4096, 10),
        CrossEntropy(512, 100),
        CrossEntropy(64, 20_000),
        ArgMax(20_000, 256),
        ArgMax(64, 4096),
        ArgMax(1, 1_000_000),
        CumulativeSum(20_000, 256),
        CumulativeSum(64, 4096),
        CumulativeSum(1, 1_000_000),
        Attention(8, 256, 64),
        Attention(16, 32, 32),
    ];

    private static TuningCase Product(long rows, long columns, long sums, bool isTransposed = false, long batches = 1) => new(
        "product",
        $"{(batches > 1 ? $"{batches} of " : "")}{rows}×{sums}×{columns}{(isTransposed ? ", both along k" : "")}",
        device =>
        {
            Tensor a = Numbers(device, batches, rows, sums);
            Tensor b = isTransposed ? Numbers(device, batches, columns, sums).Transpose() : Numbers(device, batches, sums, columns);
            a.MatMul(b);
        });

    private static TuningCase Convolution(
        long images, long channels, long extent, long filters, int kernel, int padding, int stride = 1, int groups = 1) => new(
        "convolution",
        $"{images}×{channels}×{extent}², {filters} of {kernel}×{kernel}{(stride > 1 ? $", stride {stride}" : "")}{(groups > 1 ? $", {groups} groups" : "")}",
        device =>
        {
            Tensor x = Learned(device, images, channels, extent, extent), w = Learned(device, filters, channels / groups, kernel, kernel);
            Backward(x.Conv2D(w, options: new() { Padding = padding, Stride = stride, Groups = groups }), x, w);
        });

    private static TuningCase AddByIndex(int rows, int places, long width) => new(
        "add by index",
        $"{rows} rows of {width} to {places} places",
        device =>
        {
            Tensor indices = Tensor.From([.. Enumerable.Range(0, rows).Select(i => i * 7919L % places)], device);
            Tensor.Zeros([places, width], DType.Float32, device).IndexAdd(0, indices, Numbers(device, rows, width));
        });

    private static TuningCase Sort(long lines, long length, long wanted) => new(
        "sort",
        $"{lines} lines of {length}{(wanted < length ? $", {wanted} wanted" : "")}",
        device =>
        {
            Tensor x = Numbers(device, lines, length);
            if (wanted == length) x.Sort();
            else x.TopK(wanted);
        });

    private static TuningCase Reduction(long[] extents, int axis) => new(
        "reduction", $"{string.Join('×', extents)}, axis {axis}", device => Numbers(device, extents).Sum([axis]));

    private static TuningCase BatchNorm(long images, long channels, long extent) => new(
        "normalisation",
        $"{images}×{channels}×{extent}², by channels",
        device =>
        {
            Tensor x = Learned(device, images, channels, extent, extent), weight = Learned(device, channels), bias = Learned(device, channels);
            Backward(x.BatchNorm(null, null, weight, bias, training: true), x, weight, bias);
        });

    private static TuningCase LayerNorm(long rows, long columns) => new(
        "normalisation",
        $"{rows}×{columns}, by rows",
        device =>
        {
            Tensor x = Learned(device, rows, columns), weight = Learned(device, columns), bias = Learned(device, columns);
            Backward(x.LayerNorm([columns], weight, bias), x, weight, bias);
        });

    private static TuningCase Softmax(long lines, long length) => new(
        "softmax",
        $"{lines} lines of {length}",
        device =>
        {
            Tensor x = Learned(device, lines, length);
            Backward(x.Softmax(), x);
        });

    private static TuningCase CrossEntropy(int rows, int classes) => new(
        "softmax",
        $"{rows} samples of {classes} classes",
        device =>
        {
            Tensor targets = Tensor.From([.. Enumerable.Range(0, rows).Select(i => i * 7919L % classes)], device);
            Numbers(device, rows, classes).CrossEntropy(targets);
        });

    private static TuningCase ArgMax(long lines, long length) =>
        new("search and scan", $"{lines} lines of {length}", device => Numbers(device, lines, length).ArgMax(1));

    private static TuningCase CumulativeSum(long lines, long length) =>
        new("search and scan", $"{lines} lines of {length}", device => Numbers(device, lines, length).CumulativeSum(1));

    private static TuningCase Attention(long heads, long length, long width) => new(
        "attention",
        $"{heads} heads, {length} queries and keys of {width}",
        device =>
        {
            Tensor q = Learned(device, heads, length, width), k = Learned(device, heads, length, width), v = Learned(device, heads, length, width);
            Backward(q.ScaledDotProductAttention(k, v), q, k, v);
        });

    /// <summary>The gradients by everything; the loss is no part of what is timed.</summary>
    private static void Backward(Tensor result, params Tensor[] sources)
    {
        Tensor loss;
        using (Autotuning.Use(false)) loss = result.Sum();
        loss.GradientsOf(sources);
    }

    private static Tensor Learned(Device device, params ReadOnlySpan<long> extents)
    {
        Tensor tensor = Numbers(device, extents);
        tensor.RequiresGrad = true;
        return tensor;
    }

    private static Tensor Numbers(Device device, params ReadOnlySpan<long> extents) =>
        Operators.Normal(Shape.Create(extents), device: device);
}
