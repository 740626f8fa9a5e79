using GpuNN.Backends;

namespace GpuNN;

/// <content>LocalResponseNorm.</content>
public static partial class Operators
{
    /// <summary>x/(k + (α/n)·Σ x²)^β, the sum over n neighbouring channels, from ⌊n/2⌋ before to ⌊(n − 1)/2⌋ behind; those that
    /// are not there count as 0.</summary>
    /// <param name="x">[N, C, …] with a spatial axis.</param>
    /// <param name="size">n.</param>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="k">k.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, or the size is below 1.</exception>
    public static Tensor LocalResponseNorm(this Tensor x, int size, double alpha = 1e-4, double beta = 0.75, double k = 1)
    {
        const string Name = nameof(LocalResponseNorm);
        if (x.Rank < 3) throw new ShapeMismatchException(Name, nameof(x), $"{x.Shape}", "[N, C, …] with a spatial axis");
        if (size < 1) throw new ShapeMismatchException(Name, nameof(size), $"{size}", "1 or more");
        Shape shape = AsPlanes(x.Shape);
        if (shape.Count == 0) return x;
        var image = new SpatialExtents((int)shape[1], (int)shape[2]);
        var geometry = new PoolingGeometry(
            image, new(size, 1), new(1, 1), new(size / 2, 0), new((size - 1) / 2, 0), new(1, 1), image);
        Tensor squares = x.Square().Reshape(shape);
        Tensor means = AveragePool(Name, squares, geometry, countsPadding: true, divisorOverride: size);
        return x / means.Affine(alpha, k).Power(beta).Reshape(x.Shape);
    }
}
