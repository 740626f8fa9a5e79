using System.Globalization;
using GpuNN.Backends;

namespace GpuNN;

/// <summary>A height and a width: the size of a window, a stride, a padding or a dilation. One number stands for
/// both.</summary>
/// <param name="Height">Along the second-to-last axis.</param>
/// <param name="Width">Along the last axis.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same number for both.</summary>
    public static implicit operator Size2D(int size) => new(size, size);

    /// <summary>Height and width.</summary>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>As a backend takes it.</summary>
    public static implicit operator SpatialExtents(Size2D size) => new(size.Height, size.Width);

    /// <summary>Height×width.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}×{Width}");
}
