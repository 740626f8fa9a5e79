namespace GpuNN;

/// <content>Chunk.</content>
public static partial class Operators
{
    /// <summary>Views of parts of an axis, at most this many, all of one length but the last, which may be shorter.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="chunks">How many; fewer come back where the extent has fewer equal parts.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or fewer than one chunk is asked for.</exception>
    public static Tensor[] Chunk(this Tensor x, int chunks, int axis = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunks, 1);
        return x.Split(Math.Max((x.Shape[axis] + chunks - 1) / chunks, 1), axis);
    }
}
