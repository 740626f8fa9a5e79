using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>How a convolution, or a gradient of one, runs.</summary>
/// <param name="Algorithm">The way.</param>
/// <param name="Reason">Why.</param>
internal sealed record ConvolutionStrategy(ConvolutionAlgorithm Algorithm, string Reason)
{
    /// <summary>The fewest channels on either side that pay for Winograd's transforms.</summary>
    private const int WinogradChannels = 16;

    /// <summary>The fewest rows of a product for which patches are worth their memory.</summary>
    private const int ColumnRows = 129;

    /// <summary>The same on the CLR, where working out a patch's place costs more than its product.</summary>
    private const int ColumnRowsOnClr = 4;

    private const long WorkspaceElements = 1L << 28;

    /// <summary>Forces an algorithm on this thread where it is possible; tests run every one with it.</summary>
    [field: ThreadStatic]
    public static ConvolutionAlgorithm? Forced { get; set; }

    /// <summary>Chooses for the forward pass and the gradient by the image.</summary>
    public static ConvolutionStrategy Choose(DeviceKind device, in ConvolutionGeometry geometry, ProductSize size)
    {
        string? obstacle = WinogradObstacle(geometry);
        if (Forced == ConvolutionAlgorithm.Winograd && obstacle is null) return new(ConvolutionAlgorithm.Winograd, ForcedReason.Current);
        int channels = Math.Min(geometry.InputChannels, geometry.OutputChannels) / geometry.Groups;
        if (Forced is null && obstacle is null && channels >= WinogradChannels)
            return new(ConvolutionAlgorithm.Winograd, $"3×3 windows over {channels} channels or more cost 16 products for 36");
        return ChooseProduct(device, size);
    }

    /// <summary>Chooses between reading patches in place and writing them out.</summary>
    public static ConvolutionStrategy ChooseProduct(DeviceKind device, ProductSize size)
    {
        bool fits = ColumnsFit(size);
        if (Forced == ConvolutionAlgorithm.Implicit) return new(ConvolutionAlgorithm.Implicit, ForcedReason.Current);
        if (Forced == ConvolutionAlgorithm.Columns && fits) return new(ConvolutionAlgorithm.Columns, ForcedReason.Current);
        if (Forced is not null || !fits || size.M < (device == DeviceKind.Clr ? ColumnRowsOnClr : ColumnRows))
            return new(ConvolutionAlgorithm.Implicit, $"{size.M} rows use a patch {(size.M + 63) / 64} times");
        if (device == DeviceKind.Clr)
            return new(ConvolutionAlgorithm.Columns, $"{size.M} rows use a patch, whose place takes the CLR longer than its product");
        return new(ConvolutionAlgorithm.Columns, $"{size.M} rows use a patch {(size.M + 63) / 64} times, which is worth writing it out");
    }

    /// <summary>What is worth timing: the algorithms that are possible, those that are a product with each of its kernels.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="product">Its size as a product.</param>
    /// <param name="shape">The same for the choice of a kernel.</param>
    /// <param name="mayTransform">Whether Winograd's transforms exist for this direction.</param>
    public static IEnumerable<Candidate> Candidates(
        ConvolutionGeometry geometry, ProductSize product, ProductShape shape, bool mayTransform)
    {
        if (mayTransform && WinogradObstacle(geometry) is null)
            yield return new(nameof(ConvolutionAlgorithm.Winograd)) { Convolution = ConvolutionAlgorithm.Winograd };
        foreach (ConvolutionAlgorithm algorithm in (ConvolutionAlgorithm[])[ConvolutionAlgorithm.Implicit, ConvolutionAlgorithm.Columns])
        {
            if (algorithm == ConvolutionAlgorithm.Columns && !ColumnsFit(product)) continue;
            foreach (ProductStrategy strategy in ProductStrategy.Candidates(shape))
                yield return new($"{algorithm} {strategy.Name}") { Convolution = algorithm, Product = strategy };
        }
    }

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"{Algorithm}, since {Reason}";

    private static bool ColumnsFit(ProductSize size) => (long)size.K * (size.N + 3) * size.Batches <= WorkspaceElements;

    private static string? WinogradObstacle(in ConvolutionGeometry geometry)
    {
        if (geometry.Rank != 2) return "not two axes";
        for (int axis = 0; axis < 2; axis++)
        {
            if (geometry.Kernel[axis] != 3 || geometry.Stride[axis] != 1 || geometry.Dilation[axis] != 1) return "not 3×3 with stride 1";
            if (geometry.PaddingLow[axis] > 2 || geometry.PaddingHigh[axis] > 2) return "padding beyond the window";
        }

        long tiles = geometry.Batch * ((geometry.Output[0] + 1) / 2) * ((geometry.Output[1] + 1) / 2);
        long inputTiles = geometry.Batch * ((geometry.Input[0] + 1) / 2) * ((geometry.Input[1] + 1) / 2);
        return 16 * (Math.Max(tiles, inputTiles) + 3) * Math.Max(geometry.InputChannels, geometry.OutputChannels) > WorkspaceElements
            ? "the transformed tiles would be too large"
            : null;
    }
}
