using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>What recurrent networks share: the steps of a sample in the order in which its state passes through them, and
/// products with the recurrent weights U.</summary>
internal static class Steps
{
    /// <summary>The steps 0 to length − 1 of a sample, the last one first where time runs backwards.</summary>
    public static int[] Order(long[]? lengths, int sample, long steps, bool isReversed)
    {
        int[] order = [.. Enumerable.Range(0, (int)(lengths?[sample] ?? steps))];
        if (isReversed) Array.Reverse(order);
        return order;
    }

    /// <summary>b + U·h for rows <paramref name="first"/> and on of U, one for each element of the result.</summary>
    public static T[] Project<T>(T[] u, T[]? bias, ReadOnlySpan<T> h, int first, int rows)
        where T : unmanaged, INumberBase<T>
    {
        var result = new T[rows];
        for (int row = 0; row < rows; row++)
        {
            if (bias is not null) result[row] = bias[first + row];
            for (int k = 0; k < h.Length; k++) result[row] += u[((first + row) * h.Length) + k] * h[k];
        }

        return result;
    }

    /// <summary>dh += Uᵀ·δ, dU += δ·hᵀ and db += δ, for rows <paramref name="first"/> and on of U.</summary>
    public static void Unproject<T>(T[] u, ReadOnlySpan<T> delta, ReadOnlySpan<T> h, T[] dh, T[] du, T[] db, int first = 0)
        where T : unmanaged, INumberBase<T>
    {
        for (int row = 0; row < delta.Length; row++)
        {
            db[first + row] += delta[row];
            for (int k = 0; k < h.Length; k++)
            {
                dh[k] += u[((first + row) * h.Length) + k] * delta[row];
                du[((first + row) * h.Length) + k] += delta[row] * h[k];
            }
        }
    }

    public static T Sigmoid<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
}
