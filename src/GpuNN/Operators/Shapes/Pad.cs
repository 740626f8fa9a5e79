namespace GpuNN;

/// <content>Pad.</content>
public static partial class Operators
{
    /// <summary>The tensor in a frame of one value.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="padding">How much before and after the last axes, the outermost of them first; negative amounts cut
    /// away.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ShapeMismatchException">There are more paddings than axes, or more is cut away than there
    /// is.</exception>
    public static Tensor Pad(this Tensor x, ReadOnlySpan<(long Before, long After)> padding, double value = 0)
    {
        int first = FirstPadded(nameof(Pad), x, padding);
        Tensor inner = x;
        var starts = new long[x.Rank];
        var steps = new long[x.Rank];
        Array.Fill(steps, 1);
        Shape shape = x.Shape;
        for (int index = 0; index < padding.Length; index++)
        {
            int axis = first + index;
            var (before, after) = padding[index];
            long cutBefore = Math.Max(-before, 0), kept = x.Shape[axis] - cutBefore - Math.Max(-after, 0);
            if (kept < 0)
                throw new ShapeMismatchException(nameof(Pad), nameof(padding), $"({before}, {after})", $"less than axis {axis} of {x.Shape} cut away");
            inner = inner.Narrow(axis, cutBefore, kept);
            starts[axis] = Math.Max(before, 0);
            shape = shape.With(axis, x.Shape[axis] + before + after);
        }

        return shape == inner.Shape ? inner : Embed(nameof(Pad), inner, shape, starts, steps, value);
    }

    private static int FirstPadded(string name, Tensor x, ReadOnlySpan<(long Before, long After)> padding) =>
        padding.Length <= x.Rank
            ? x.Rank - padding.Length
            : throw new ShapeMismatchException(name, nameof(padding), $"{padding.Length} paddings", $"{x.Rank} at most for {x.Shape}");
}
