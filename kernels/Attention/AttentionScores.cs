using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Scores of an attention from products of queries and keys.</summary>
internal static class AttentionScores
{
    /// <summary>α·dot with the mask; −∞ where the key is forbidden, or there is no such query or key.</summary>
    public static T Of<T>(T dot, ArrayView<T> mask, AttentionSizes sizes, int batch, int query, int key, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (query >= sizes.Queries || key >= sizes.Keys || (sizes.IsCausal != 0 && key > query)) return T.NegativeInfinity;
        if (sizes.Mask == 0) return scale * dot;
        T masked = mask[(batch * sizes.MaskBatchStride) + (query * sizes.MaskQueryStride) + (key * sizes.MaskKeyStride)];
        if (sizes.Mask == 2) return (scale * dot) + masked;
        return masked == T.Zero ? T.NegativeInfinity : scale * dot;
    }
}
