namespace GpuNN.Bench.Cases.Families;

/// <summary>The geometry of a convolution case; depth 1 for two dimensions.</summary>
internal sealed class ConvolutionShape(BenchmarkCase one, bool transposed = false)
{
    public int Batch { get; } = one.Integer("n");
    public int Channels { get; } = one.Integer("c");
    public int Filters { get; } = one.Integer("k");
    public int Depth { get; } = one.Integer("d", 1);
    public int Height { get; } = one.Integer("h");
    public int Width { get; } = one.Integer("w");
    public int Kernel { get; } = one.Integer("kernel");
    public int Stride { get; } = one.Integer("stride", 1);
    public int Padding { get; } = one.Integer("padding", 0);
    public int Dilation { get; } = one.Integer("dilation", 1);
    public int Groups { get; } = one.Integer("groups", 1);

    public bool IsVolume { get; } = one.Fields.ContainsKey("d");

    public int[] Input => IsVolume ? [Batch, Channels, Depth, Height, Width] : [Batch, Channels, Height, Width];

    public int[] Output => IsVolume
        ? [Batch, Filters, Extent(Depth), Extent(Height), Extent(Width)]
        : [Batch, Filters, Extent(Height), Extent(Width)];

    public int[] Weight => transposed ? [Channels, Filters / Groups, Kernel, Kernel]
        : IsVolume ? [Filters, Channels / Groups, Kernel, Kernel, Kernel]
        : [Filters, Channels / Groups, Kernel, Kernel];

    /// <summary>2 · the positions of the side that is gathered · the size of one filter · filters.</summary>
    public double Flops => 2 * Count(transposed ? Input : Output) * Count(Weight) / (transposed ? Channels : Filters);

    /// <summary>The length of the sum behind one output.</summary>
    public double SumLength => (double)Channels / Groups * Math.Pow(Kernel, IsVolume ? 3 : 2);

    public static double Count(int[] shape) => shape.Aggregate(1.0, (product, extent) => product * extent);

    private int Extent(int size) => transposed
        ? (size - 1) * Stride - 2 * Padding + Dilation * (Kernel - 1) + 1
        : (size + 2 * Padding - Dilation * (Kernel - 1) - 1) / Stride + 1;
}
