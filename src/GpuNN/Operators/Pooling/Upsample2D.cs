using GpuNN.Backends;

namespace GpuNN;

/// <content>BilinearUpsample2D and NearestUpsample2D.</content>
public static partial class Operators
{
    /// <summary>Resizes an image; output o takes the element ⌊o·I/O⌋ along each axis.</summary>
    /// <param name="x">[N, C, H, W].</param>
    /// <param name="output">H'×W', larger or smaller.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, or an extent is below 1.</exception>
    public static Tensor NearestUpsample2D(this Tensor x, Size2D output) =>
        Upsample(nameof(NearestUpsample2D), x, output, UpsampleMode.Nearest, alignCorners: false);

    /// <summary>Resizes an image by linear interpolation along both axes. Output o lies at max((o + ½)·I/O − ½, 0), or, where
    /// corners are aligned, at o·(I − 1)/(O − 1).</summary>
    /// <param name="x">[N, C, H, W].</param>
    /// <param name="output">H'×W', larger or smaller.</param>
    /// <param name="alignCorners">Whether the centres of the corners lie on one another.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, or an extent is below 1.</exception>
    public static Tensor BilinearUpsample2D(this Tensor x, Size2D output, bool alignCorners = false) =>
        Upsample(nameof(BilinearUpsample2D), x, output, UpsampleMode.Bilinear, alignCorners);

    private static Tensor Upsample(string name, Tensor x, Size2D output, UpsampleMode mode, bool alignCorners)
    {
        if (x.Rank != 4) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "[N, C, H, W]");
        CheckPlanes(name, x, 2);
        CheckOutput(name, output);
        double height = Scale(x.Shape[2], output.Height, alignCorners), width = Scale(x.Shape[3], output.Width, alignCorners);
        Shape input = x.Shape, result = WithSpatial(x, output);
        return LinearMap(
            name,
            x,
            v => Dispatcher.Run(name, new UpsamplePrimitive(mode, alignCorners, height, width), v.DType, result, v),
            v => Dispatcher.Run($"{name}Gradient", new UpsampleGradientPrimitive(mode, alignCorners, height, width), v.DType, input, v));
    }

    private static double Scale(long input, int output, bool alignCorners) =>
        !alignCorners ? (double)input / output : output == 1 ? 0 : (input - 1.0) / (output - 1);
}
