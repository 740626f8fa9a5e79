using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>One score of an attention, computed where it is needed and never stored.</summary>
internal static class AttentionScores
{
    /// <summary>α·q·k with the mask; −∞ where the key is forbidden.</summary>
    public static T Of<T>(
        ArrayView<T> q, ArrayView<T> k, ArrayView<T> mask, AttentionSizes sizes, int batch, int query, int key, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sizes.IsCausal != 0 && key > query) return T.NegativeInfinity;
        T masked = T.Zero;
        if (sizes.Mask != 0)
        {
            masked = mask[(batch * sizes.MaskBatchStride) + (query * sizes.MaskQueryStride) + (key * sizes.MaskKeyStride)];
            if (sizes.Mask == 1 && masked == T.Zero) return T.NegativeInfinity;
            if (sizes.Mask == 1) masked = T.Zero;
        }

        return (scale * Dot(q, ((batch * sizes.Queries) + query) * sizes.Width, k, ((batch * sizes.Keys) + key) * sizes.Width, sizes.Width)) + masked;
    }

    /// <summary>The product of two rows.</summary>
    public static T Dot<T>(ArrayView<T> x, int xFirst, ArrayView<T> y, int yFirst, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int e = 0; e < width; e++) sum = MultiplyAdd.Of(x[xFirst + e], y[yFirst + e], sum);
        return sum;
    }
}
