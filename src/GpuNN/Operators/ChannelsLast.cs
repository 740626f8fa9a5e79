namespace GpuNN;

/// <content>How operators keep channels-last memory: the result lies as the input does. A pixel's channels are neighbours
/// there, so that what treats pixels alike (1×1 convolution, batch normalisation) sees a matrix [pixels, channels] without a
/// copy; windows are computed plane by plane, and their result is put in order.</content>
public static partial class Operators
{
    /// <summary>Whether the channels, axis 1, lie innermost in memory, and not also in row-major order.</summary>
    private static bool IsChannelsLast(Tensor x) =>
        x.Rank > 2 && !x.IsContiguous && x.Strides == Strides.ChannelsLast(x.Shape);

    private static bool HasChannelsLast(in Shape shape, ReadOnlySpan<Tensor> inputs)
    {
        foreach (Tensor input in inputs)
        {
            if (input.Shape == shape && IsChannelsLast(input)) return true;
        }

        return false;
    }

    private static Tensor EmptyChannelsLast(string name, in Shape shape, DType dtype, Device device)
    {
        using Tensor memory = Tensor.Empty(shape, dtype, device, name);
        return new(memory, shape, Strides.ChannelsLast(shape), 0);
    }

    /// <summary>The result in the order in which the input lies.</summary>
    private static Tensor InOrderOf(Tensor x, Tensor result) => IsChannelsLast(x) ? result.ToChannelsLast() : result;

    /// <summary>Applies what treats pixels alike to the matrix [pixels, channels] of a channels-last tensor; no element
    /// moves.</summary>
    private static Tensor OverPixels(Tensor x, Func<Tensor, Tensor> function)
    {
        Span<int> channelsLast = stackalloc int[x.Rank], channelsSecond = stackalloc int[x.Rank];
        Span<long> extents = stackalloc long[x.Rank];
        channelsLast[0] = channelsSecond[0] = 0;
        for (int axis = 1; axis < x.Rank - 1; axis++)
        {
            channelsLast[axis] = axis + 1;
            channelsSecond[axis + 1] = axis;
            extents[axis] = x.Shape[axis + 1];
        }

        channelsLast[^1] = 1;
        channelsSecond[1] = x.Rank - 1;
        extents[0] = x.Shape[0];
        Tensor pixels = function(x.Permute(channelsLast).Reshape(-1, x.Shape[1]));
        extents[^1] = pixels.Shape[1];
        return pixels.Reshape(extents).Permute(channelsSecond);
    }
}
