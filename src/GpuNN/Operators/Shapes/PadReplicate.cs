namespace GpuNN;

/// <content>PadReplicate.</content>
public static partial class Operators
{
    /// <summary>The tensor in a frame of its border: a a | a b c d | d d.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="padding">How much before and after the last axes, the outermost of them first.</param>
    /// <exception cref="ShapeMismatchException">There are more paddings than axes, one is negative, or an axis to pad is
    /// empty.</exception>
    public static Tensor PadReplicate(this Tensor x, params ReadOnlySpan<(long Before, long After)> padding)
    {
        int first = FirstPadded(nameof(PadReplicate), x, padding);
        Tensor result = x;
        for (int index = 0; index < padding.Length; index++)
        {
            var (before, after) = padding[index];
            long extent = x.Shape[first + index];
            if (before < 0 || after < 0 || extent == 0)
                throw new ShapeMismatchException(
                    nameof(PadReplicate), nameof(padding), $"({before}, {after}) on axis {first + index} of {x.Shape}", "0 or more on an axis that is not empty");
            result = PadBySelection(result, first + index, before, after, position => Math.Clamp(position, 0, extent - 1));
        }

        return result;
    }
}
