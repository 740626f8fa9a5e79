namespace GpuNN;

/// <content>LpPool2D.</content>
public static partial class Operators
{
    /// <summary>(Σ xᵖ)^(1/p) of each window. As in PyTorch, a window that hangs over the end in ceil mode is scaled up to a
    /// full one, and a negative sum gives 0.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="p">The power; 1 gives sums, and large ones come close to the maximum.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="stride">Its steps; its extents where left out.</param>
    /// <param name="ceilMode">Whether a last window that hangs over the end counts.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, or there is no room for a window.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p is not positive.</exception>
    public static Tensor LpPool2D(this Tensor x, double p, Size2D kernel, Size2D? stride = null, bool ceilMode = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p);
        Tensor means = x.Power(p).AvgPool2D(kernel, new() { Stride = stride, CeilMode = ceilMode });
        return means.ReLU().Affine((double)kernel.Height * kernel.Width).Power(1 / p);
    }
}
