using GpuNN.Backends;

namespace GpuNN;

/// <summary>A number for the height and one for the width: an extent, a stride, a dilation. An int stands for both, a tuple
/// for (height, width).</summary>
/// <param name="Height">Along the rows' axis.</param>
/// <param name="Width">Along the columns' axis.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same number for both.</summary>
    public static implicit operator Size2D(int size) => new(size, size);

    /// <summary>Height and width.</summary>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>As a backend takes it.</summary>
    public static implicit operator SpatialExtents(Size2D size) => new(size.Height, size.Width);

    /// <summary>Height × width.</summary>
    public override string ToString() => FormattableString.Invariant($"{Height}×{Width}");
}
