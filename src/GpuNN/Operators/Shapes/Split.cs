using GpuNN.Autograd;

namespace GpuNN;

/// <content>Split.</content>
public static partial class Operators
{
    /// <summary>Views of parts of an axis, one after the other, of these lengths.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="lengths">They add up to the extent.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The lengths do not add up to the extent, or one is negative.</exception>
    public static Tensor[] Split(this Tensor x, ReadOnlySpan<long> lengths, int axis = 0)
    {
        int along = x.Shape.NormalizeAxis(axis);
        var parts = new Tensor[lengths.Length];
        long position = 0;
        for (int index = 0; index < parts.Length; index++)
        {
            if (lengths[index] < 0 || lengths[index] > x.Shape[along] - position) throw Refuse(lengths);
            parts[index] = PartView(x, along, position, lengths[index]);
            position += lengths[index];
        }

        if (position != x.Shape[along]) throw Refuse(lengths);
        if (parts.Length == 0 || !Tape.Records(x)) return parts;
        Tape.Record(nameof(Split), parts, [x], gradients =>
            [Concat(along, [.. gradients.Select((gradient, index) => gradient ?? Tensor.Zeros(parts[index].Shape, x.DType, x.Device))])]);
        return parts;

        ShapeMismatchException Refuse(ReadOnlySpan<long> found) => new(
            nameof(Split), nameof(lengths), $"[{string.Join(", ", found.ToArray())}]", $"lengths that add up to the {x.Shape[along]} of axis {axis} of {x.Shape}");
    }

    /// <summary>Views of parts of an axis, one after the other, all of one length but the last, which may be shorter.</summary>
    /// <inheritdoc cref="Split(Tensor, ReadOnlySpan{long}, int)" path="/exception"/>
    /// <param name="x">The tensor.</param>
    /// <param name="length">The length, at least 1.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    public static Tensor[] Split(this Tensor x, long length, int axis = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        long extent = x.Shape[axis];
        var lengths = new long[Math.Max((extent + length - 1) / length, 1)];
        for (int index = 0; index < lengths.Length; index++) lengths[index] = Math.Min(length, extent - (index * length));
        return x.Split(lengths, axis);
    }
}
