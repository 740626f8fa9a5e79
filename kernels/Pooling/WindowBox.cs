namespace GpuNN.Kernels;

/// <summary>The window of an output position along the three axes.</summary>
internal readonly struct WindowBox
{
    public readonly Window Depth;
    public readonly Window Height;
    public readonly Window Width;

    public WindowBox(PoolingSizes sizes, int depth, int height, int width)
    {
        Depth = new Window(
            depth, sizes.Input.Depth, sizes.Output.Depth, sizes.Kernel.Depth, sizes.Stride.Depth, sizes.Padding.Depth,
            sizes.PaddingHigh.Depth, sizes.Dilation.Depth, sizes.IsAdaptive, sizes.CountsPadding);
        Height = new Window(
            height, sizes.Input.Height, sizes.Output.Height, sizes.Kernel.Height, sizes.Stride.Height, sizes.Padding.Height,
            sizes.PaddingHigh.Height, sizes.Dilation.Height, sizes.IsAdaptive, sizes.CountsPadding);
        Width = new Window(
            width, sizes.Input.Width, sizes.Output.Width, sizes.Kernel.Width, sizes.Stride.Width, sizes.Padding.Width,
            sizes.PaddingHigh.Width, sizes.Dilation.Width, sizes.IsAdaptive, sizes.CountsPadding);
    }

    /// <summary>The divisor of a mean.</summary>
    public int Divisor(PoolingSizes sizes) =>
        sizes.Divisor != 0 ? sizes.Divisor : Depth.Counted * Height.Counted * Width.Counted;
}
