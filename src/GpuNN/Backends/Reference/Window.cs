namespace GpuNN.Backends.Reference;

/// <summary>Where the taps of a moving window meet an image, for convolution and pooling.</summary>
internal static class Window
{
    /// <summary>For each place of the result and each tap of the window, row-major, the position in the image where they
    /// meet, if it lies inside.</summary>
    public static IEnumerable<(int Position, int Tap, int Place)> Positions(
        SpatialExtents image, SpatialExtents kernel, SpatialExtents stride, SpatialExtents padding, SpatialExtents dilation, SpatialExtents output)
    {
        for (int place = 0; place < output.Product; place++)
        {
            for (int tap = 0; tap < kernel.Product; tap++)
            {
                int position = 0, step = 1, places = place, taps = tap;
                bool isInside = true;
                for (int axis = image.Rank - 1; axis >= 0; axis--)
                {
                    int i = (places % output[axis] * stride[axis]) + (taps % kernel[axis] * dilation[axis]) - padding[axis];
                    isInside &= i >= 0 && i < image[axis];
                    position += i * step;
                    step *= image[axis];
                    places /= output[axis];
                    taps /= kernel[axis];
                }

                if (isInside) yield return (position, tap, place);
            }
        }
    }

    /// <inheritdoc cref="Positions(SpatialExtents, SpatialExtents, SpatialExtents, SpatialExtents, SpatialExtents, SpatialExtents)"/>
    public static IEnumerable<(int Position, int Tap, int Place)> Positions(PoolingGeometry g) =>
        Positions(g.Input, g.Kernel, g.Stride, g.PaddingLow, g.Dilation, g.Output);

    /// <summary>Windows that divide the image: window o of an axis reaches from ⌊o·I/O⌋ to below ⌈(o + 1)·I/O⌉.</summary>
    public static IEnumerable<(int Position, int Tap, int Place)> Adaptive(BufferView image, BufferView output, int rank)
    {
        for (int place = 0; place < Plane(output, rank); place++)
        {
            for (int position = 0; position < Plane(image, rank); position++)
            {
                long places = place, positions = position;
                bool isInside = true;
                for (int axis = -1; axis >= -rank; axis--)
                {
                    long o = places % output[axis], i = positions % image[axis];
                    isInside &= i >= o * image[axis] / output[axis];
                    isInside &= i < (((o + 1) * image[axis]) + output[axis] - 1) / output[axis];
                    places /= output[axis];
                    positions /= image[axis];
                }

                if (isInside) yield return (position, 0, place);
            }
        }
    }

    /// <summary>The number of elements of the last axes.</summary>
    public static int Plane(BufferView view, int rank) => (int)view.Shape[^rank..].Count;
}
