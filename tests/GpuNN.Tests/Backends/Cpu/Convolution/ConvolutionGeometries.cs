using GpuNN.Backends;

namespace GpuNN.Tests.Backends.Cpu.Convolution;

/// <summary>Geometries where a mistake would show: every axis different, tile boundaries, groups, degenerate sizes.</summary>
internal static class ConvolutionGeometries
{
    public static IEnumerable<ConvolutionGeometry> Awkward()
    {
        yield return ConvolutionGeometry.Square(2, 3, 9, 20, 5, 3, 1, 1);
        yield return ConvolutionGeometry.Square(1, 1, 1, 1, 1, 1);
        yield return ConvolutionGeometry.Square(1, 2, 5, 33, 13, 3, 1, 1);
        yield return ConvolutionGeometry.Square(2, 4, 12, 17, 6, 5, 2, 2);
        yield return ConvolutionGeometry.Square(1, 3, 23, 30, 7, 7, 2, 3);
        yield return ConvolutionGeometry.Square(1, 3, 31, 35, 9, 11, 4, 2);
        yield return ConvolutionGeometry.Square(2, 6, 8, 9, 6, 3, 1, 1, groups: 6);
        yield return ConvolutionGeometry.Square(2, 6, 17, 40, 6, 3, 2, 1, groups: 6);
        yield return ConvolutionGeometry.Square(3, 8, 7, 18, 12, 3, 1, 1, groups: 4);
        yield return ConvolutionGeometry.Square(2, 4, 15, 30, 4, 3, 1, 1, groups: 4);
        yield return ConvolutionGeometry.Square(2, 1, 13, 37, 5, 3, 1, 1);
        yield return new ConvolutionGeometry(
            2, 1, 3, 1, new(14, 21), new(3, 5), new(1, 1), new(2, 1), new(0, 3), new(1, 2));
        yield return ConvolutionGeometry.Square(1, 4, 13, 16, 5, 3, 1, 2, dilation: 2);
        yield return ConvolutionGeometry.Square(1, 4, 10, 11, 4, 3, 3, 0, dilation: 2);
        yield return ConvolutionGeometry.Square(2, 4, 7, 9, 3, 4, 2, 1);
        yield return ConvolutionGeometry.Square(2, 9, 6, 5, 8, 1, 2);
        yield return ConvolutionGeometry.Square(2, 9, 6, 5, 8, 1);
        yield return ConvolutionGeometry.Square(1, 3, 4, 4, 2, 3, 1, 3);
        yield return ConvolutionGeometry.Square(1, 70, 5, 6, 14, 3, 1, 1);
        yield return ConvolutionGeometry.Square(1, 3, 7, 24, 26, 3, 1, 1);
        yield return ConvolutionGeometry.Square(2, 40, 5, 8, 25, 3, 1, 1);
        yield return ConvolutionGeometry.Square(1, 60, 6, 40, 31, 3, 1, 2, dilation: 2);
        yield return new ConvolutionGeometry(
            2, 4, 6, 2, new(11, 26), new(2, 5), new(3, 2), new(1, 4), new(0, 2), new(2, 1));
        yield return new ConvolutionGeometry(
            1, 3, 4, 1, new(10, 8), new(3, 1), new(1, 4), new(2, 0), new(1, 3), new(3, 2));
        yield return new ConvolutionGeometry(
            2, 3, 5, 1, new SpatialExtents(37), new SpatialExtents(5), new SpatialExtents(2), new(2), new(1), new(3));
        yield return new ConvolutionGeometry(
            1, 2, 3, 1, new(4, 7, 19), new(2, 3, 4), new(1, 2, 3), new(1, 0, 2), new(0, 1, 1), new(2, 1, 1));
        yield return new ConvolutionGeometry(
            1, 2, 24, 1, new(4, 5, 24), new(3, 3, 3), new(1, 1, 1), new(1, 1, 1), new(1, 1, 1), new(1, 1, 1));
        yield return new ConvolutionGeometry(
            1, 4, 8, 1, new(5, 6, 18), new(3, 3, 3), new(1, 1, 1), new(1, 1, 1), new(1, 1, 1), new(1, 1, 1));
    }
}
