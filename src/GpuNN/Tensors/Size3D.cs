using GpuNN.Backends;

namespace GpuNN;

/// <summary>A number for depth, height and width: an extent, a stride, a dilation. An int stands for all, a tuple for
/// (depth, height, width).</summary>
/// <param name="Depth">Along the outermost spatial axis.</param>
/// <param name="Height">Along the rows' axis.</param>
/// <param name="Width">Along the columns' axis.</param>
public readonly record struct Size3D(int Depth, int Height, int Width)
{
    /// <summary>The same number for all three.</summary>
    public static implicit operator Size3D(int size) => new(size, size, size);

    /// <summary>Depth, height and width.</summary>
    public static implicit operator Size3D((int Depth, int Height, int Width) size) => new(size.Depth, size.Height, size.Width);

    /// <summary>As a backend takes it.</summary>
    public static implicit operator SpatialExtents(Size3D size) => new(size.Depth, size.Height, size.Width);

    /// <summary>Depth × height × width.</summary>
    public override string ToString() => FormattableString.Invariant($"{Depth}×{Height}×{Width}");
}
