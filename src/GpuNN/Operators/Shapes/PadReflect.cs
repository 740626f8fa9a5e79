namespace GpuNN;

/// <content>PadReflect.</content>
public static partial class Operators
{
    /// <summary>The tensor in a frame of its own reflection, the border not repeated: c b | a b c d | c b.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="padding">How much before and after the last axes, the outermost of them first.</param>
    /// <exception cref="ShapeMismatchException">There are more paddings than axes, or one is negative or not below the
    /// extent.</exception>
    public static Tensor PadReflect(this Tensor x, params ReadOnlySpan<(long Before, long After)> padding)
    {
        int first = FirstPadded(nameof(PadReflect), x, padding);
        Tensor result = x;
        for (int index = 0; index < padding.Length; index++)
        {
            var (before, after) = padding[index];
            long extent = x.Shape[first + index];
            if (before < 0 || after < 0 || Math.Max(before, after) >= Math.Max(extent, 1))
                throw new ShapeMismatchException(
                    nameof(PadReflect), nameof(padding), $"({before}, {after})", $"0 to {extent - 1}, below axis {first + index} of {x.Shape}");
            result = PadBySelection(result, first + index, before, after, position => position < 0
                ? -position
                : position < extent ? position : (2 * (extent - 1)) - position);
        }

        return result;
    }

    private static Tensor PadBySelection(Tensor x, int axis, long before, long after, Func<long, long> source)
    {
        if (before == 0 && after == 0) return x;
        var indices = new long[before + x.Shape[axis] + after];
        for (long index = 0; index < indices.Length; index++) indices[index] = source(index - before);
        return x.IndexSelect(axis, Tensor.From(indices, x.Device));
    }
}
