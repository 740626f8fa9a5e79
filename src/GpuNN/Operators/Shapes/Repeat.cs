namespace GpuNN;

/// <content>Repeat.</content>
public static partial class Operators
{
    /// <summary>Every element of an axis several times in a row, as NumPy's repeat: a, a, b, b, ...</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="times">How often.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the count is negative.</exception>
    public static Tensor Repeat(this Tensor x, long times, int axis)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        int along = x.Shape.NormalizeAxis(axis);
        Shape repeated = x.Shape.With(along, x.Shape[along] * times);
        return x.Unsqueeze(along + 1).Expand(x.Shape.Insert(along + 1, times)).Reshape(repeated);
    }
}
