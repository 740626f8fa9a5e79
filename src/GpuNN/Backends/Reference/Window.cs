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
}
