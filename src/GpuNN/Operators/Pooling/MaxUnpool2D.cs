namespace GpuNN;

/// <content>MaxUnpool2D.</content>
public static partial class Operators
{
    /// <summary>Puts elements back where a max pooling took them from; everything else is 0. Where several go to one place
    /// the last stays.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="indices">The positions that <see cref="MaxPool2DWithIndices"/> returned.</param>
    /// <param name="kernel">The pooling's window.</param>
    /// <param name="options">Its stride and padding.</param>
    /// <param name="output">The extents of the result where they are not (I − 1)·s − 2p + R.</param>
    /// <exception cref="ShapeMismatchException">The indices have another shape, or the extents are below 1.</exception>
    /// <exception cref="DTypeMismatchException">The indices are not int64.</exception>
    public static Tensor MaxUnpool2D(
        this Tensor x, Tensor indices, Size2D kernel, MaxPool2DOptions? options = null, Size2D? output = null)
    {
        const string Name = nameof(MaxUnpool2D);
        options ??= new();
        CheckPlanes(Name, x, 2);
        if (indices.Shape != x.Shape) throw new ShapeMismatchException(Name, nameof(indices), $"{indices.Shape}", $"{x.Shape}");
        if (indices.DType != DType.Int64) throw new DTypeMismatchException(Name, nameof(indices), $"{indices.DType}", $"{DType.Int64}");
        Size2D stride = options.Stride ?? kernel;
        Size2D extents = output ?? new Size2D(
            (int)((x.Shape[-2] - 1) * stride.Height) - (2 * options.Padding.Height) + kernel.Height,
            (int)((x.Shape[-1] - 1) * stride.Width) - (2 * options.Padding.Width) + kernel.Width);
        CheckOutput(Name, extents);
        return PlaneScatter(Name, x, indices, WithSpatial(x, extents), 2, adds: false);
    }
}
