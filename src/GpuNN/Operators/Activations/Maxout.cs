namespace GpuNN;

/// <content>Maxout.</content>
public static partial class Operators
{
    /// <summary>The maximum over groups of neighbouring channels (Goodfellow et al., 2013): output channel c is the largest of
    /// the input channels c·pieces, ..., c·pieces + pieces − 1.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="pieces">How many channels become one.</param>
    /// <param name="axis">The channels.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or fewer than one piece.</exception>
    /// <exception cref="ShapeMismatchException">The pieces do not divide the channels.</exception>
    public static Tensor Maxout(this Tensor x, int pieces, int axis = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 1);
        int channels = x.Shape.NormalizeAxis(axis);
        if (x.Shape[channels] % pieces != 0)
            throw new ShapeMismatchException(nameof(Maxout), nameof(x), $"{x.Shape}", $"a multiple of {pieces} along axis {axis}");
        Shape grouped = x.Shape.With(channels, x.Shape[channels] / pieces).Insert(channels + 1, pieces);
        return x.Reshape(grouped).Max([channels + 1]);
    }
}
