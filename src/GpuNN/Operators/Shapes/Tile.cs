namespace GpuNN;

/// <content>Tile.</content>
public static partial class Operators
{
    /// <summary>The whole tensor again and again: times[i] copies along axis i, as NumPy's tile. Fewer counts than axes apply
    /// to the last ones; more add axes in front.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static Tensor Tile(this Tensor x, params ReadOnlySpan<long> times)
    {
        int rank = Math.Max(x.Rank, times.Length);
        Tensor result = x;
        while (result.Rank < rank) result = result.Unsqueeze(0);
        for (int index = 0; index < times.Length; index++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(times[index], nameof(times));
            int axis = rank - times.Length + index;
            if (times[index] == 1) continue;
            Shape tiled = result.Shape.With(axis, result.Shape[axis] * times[index]);
            result = result.Unsqueeze(axis).Expand(result.Shape.Insert(axis, times[index])).Reshape(tiled);
        }

        return result;
    }
}
