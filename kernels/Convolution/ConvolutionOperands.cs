namespace GpuNN.Kernels;

/// <summary>The windows of an image as the factor B of a product, never written out (implicit GEMM): outer (n, o), inner
/// (c, r), batch g. Zero outside the image.</summary>
internal readonly struct PatchOperand<TStored, T, TStorage>(ArrayView<TStored> image, ConvolutionSizes sizes) : IProductOperand<T>
    where TStored : unmanaged
    where T : unmanaged
    where TStorage : struct, IElementStorage<TStored, T>
{
    public readonly ArrayView<TStored> Image = image;
    public readonly ConvolutionSizes Sizes = sizes;

    public int Origin(int batch) => batch;

    public T Load(int batch, int outer, int inner)
    {
        int positions = Sizes.Output.Count, n = outer / positions, o = outer - (n * positions);
        int oRow = o / Sizes.Output.Width, oDepth = oRow / Sizes.Output.Height;
        int taps = Sizes.Kernel.Count, c = inner / taps, r = inner - (c * taps);
        int rRow = r / Sizes.Kernel.Width, rDepth = rRow / Sizes.Kernel.Height;
        int depth = (oDepth * Sizes.Stride.Depth) + (rDepth * Sizes.Dilation.Depth) - Sizes.Padding.Depth;
        int height = ((oRow - (oDepth * Sizes.Output.Height)) * Sizes.Stride.Height)
            + ((rRow - (rDepth * Sizes.Kernel.Height)) * Sizes.Dilation.Height) - Sizes.Padding.Height;
        int width = ((o - (oRow * Sizes.Output.Width)) * Sizes.Stride.Width)
            + ((r - (rRow * Sizes.Kernel.Width)) * Sizes.Dilation.Width) - Sizes.Padding.Width;
        if (depth < 0 || depth >= Sizes.Input.Depth || height < 0 || height >= Sizes.Input.Height
            || width < 0 || width >= Sizes.Input.Width) return default;
        int plane = (((n * Sizes.Groups) + batch) * Sizes.InputChannels) + c;
        return TStorage.Read(Image[(((((plane * Sizes.Input.Depth) + depth) * Sizes.Input.Height) + height) * Sizes.Input.Width) + width]);
    }
}

/// <summary>For the gradient by the image: what each of its elements receives, outer (n, i), inner (k, r), batch g. Zero
/// where no window puts tap r on position i.</summary>
internal readonly struct ReceivedOperand<TStored, T, TStorage>(ArrayView<TStored> gradient, ConvolutionSizes sizes) : IProductOperand<T>
    where TStored : unmanaged
    where T : unmanaged
    where TStorage : struct, IElementStorage<TStored, T>
{
    public readonly ArrayView<TStored> Gradient = gradient;
    public readonly ConvolutionSizes Sizes = sizes;

    public int Origin(int batch) => batch;

    public T Load(int batch, int outer, int inner)
    {
        int positions = Sizes.Input.Count, n = outer / positions, i = outer - (n * positions);
        int iRow = i / Sizes.Input.Width, iDepth = iRow / Sizes.Input.Height;
        int taps = Sizes.Kernel.Count, k = inner / taps, r = inner - (k * taps);
        int rRow = r / Sizes.Kernel.Width, rDepth = rRow / Sizes.Kernel.Height;
        int depth = iDepth + Sizes.Padding.Depth - (rDepth * Sizes.Dilation.Depth);
        int height = iRow - (iDepth * Sizes.Input.Height) + Sizes.Padding.Height
            - ((rRow - (rDepth * Sizes.Kernel.Height)) * Sizes.Dilation.Height);
        int width = i - (iRow * Sizes.Input.Width) + Sizes.Padding.Width
            - ((r - (rRow * Sizes.Kernel.Width)) * Sizes.Dilation.Width);
        if (depth < 0 || height < 0 || width < 0) return default;
        int oDepth = depth / Sizes.Stride.Depth, oHeight = height / Sizes.Stride.Height, oWidth = width / Sizes.Stride.Width;
        if (oDepth * Sizes.Stride.Depth != depth || oHeight * Sizes.Stride.Height != height
            || oWidth * Sizes.Stride.Width != width || oDepth >= Sizes.Output.Depth
            || oHeight >= Sizes.Output.Height || oWidth >= Sizes.Output.Width) return default;
        int plane = (((n * Sizes.Groups) + batch) * Sizes.OutputChannels) + k;
        return TStorage.Read(Gradient[(((((plane * Sizes.Output.Depth) + oDepth) * Sizes.Output.Height) + oHeight) * Sizes.Output.Width) + oWidth]);
    }
}

/// <summary>The filter for the gradient by the image: outer c, inner (k, r), batch g.</summary>
internal readonly struct FilterOperand<TStored, T, TStorage>(ArrayView<TStored> filter, ConvolutionSizes sizes) : IProductOperand<T>
    where TStored : unmanaged
    where T : unmanaged
    where TStorage : struct, IElementStorage<TStored, T>
{
    public readonly ArrayView<TStored> Filter = filter;
    public readonly ConvolutionSizes Sizes = sizes;

    public int Origin(int batch) => batch;

    public T Load(int batch, int outer, int inner)
    {
        int taps = Sizes.Kernel.Count, k = inner / taps;
        int filter = (((batch * Sizes.OutputChannels) + k) * Sizes.InputChannels) + outer;
        return TStorage.Read(Filter[(filter * taps) + inner - (k * taps)]);
    }
}

/// <summary>The gradient of the result for the gradient by the filter: outer k, inner (n, o), batch g.</summary>
internal readonly struct ChannelOperand<TStored, T, TStorage>(ArrayView<TStored> gradient, ConvolutionSizes sizes) : IProductOperand<T>
    where TStored : unmanaged
    where T : unmanaged
    where TStorage : struct, IElementStorage<TStored, T>
{
    public readonly ArrayView<TStored> Gradient = gradient;
    public readonly ConvolutionSizes Sizes = sizes;

    public int Origin(int batch) => batch;

    public T Load(int batch, int outer, int inner)
    {
        int positions = Sizes.Output.Count, n = inner / positions;
        int plane = (((n * Sizes.Groups) + batch) * Sizes.OutputChannels) + outer;
        return TStorage.Read(Gradient[(plane * positions) + inner - (n * positions)]);
    }
}

/// <summary>An operand with its axes exchanged.</summary>
internal readonly struct ExchangedOperand<T, TOperand>(TOperand operand) : IProductOperand<T>
    where T : unmanaged
    where TOperand : struct, IProductOperand<T>
{
    public readonly TOperand Operand = operand;

    public int Origin(int batch) => Operand.Origin(batch);

    public T Load(int origin, int outer, int inner) => Operand.Load(origin, inner, outer);
}
