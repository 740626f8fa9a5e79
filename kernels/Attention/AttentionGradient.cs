using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The gradient of <see cref="Attention{T}"/>, the scores computed again: with p = exp(s − logSum),
/// ds = p∘(do·vᵀ − Σ do∘o), a group per query sums dq = α·ds·k over its keys, and a group per key sums dk = α·dsᵀ·q and
/// dv = pᵀ·do over its queries. No atomics: the order of sums is fixed.</summary>
internal sealed class AttentionGradient<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T> _queries =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T>(QueryGradientKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T> _keys =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T>(KeyGradientKernel);

    internal static void QueryGradientKernel(
        ArrayView<T> dO,
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> mask,
        ArrayView<T> o,
        ArrayView<T> logSums,
        ArrayView<T> dq,
        AttentionSizes sizes,
        T scale)
    {
        ArrayView<T> slopes = SharedMemory.Allocate<T>(LaunchGrid.GroupSize);
        int row = Grid.IdxX, batch = row / sizes.Queries, query = row - (batch * sizes.Queries), item = Group.IdxX;
        int output = row * sizes.ValueWidth, target = row * sizes.Width, keys = batch * sizes.Keys;
        T shared = AttentionScores.Dot(dO, output, o, output, sizes.ValueWidth);
        for (int e = item; e < sizes.Width; e += LaunchGrid.GroupSize) dq[target + e] = T.Zero;
        for (int first = 0; first < sizes.Keys; first += LaunchGrid.GroupSize)
        {
            int key = first + item;
            T slope = T.Zero;
            if (key < sizes.Keys)
            {
                T weight = T.Exp(AttentionScores.Of(q, k, mask, sizes, batch, query, key, scale) - logSums[row]);
                T down = AttentionScores.Dot(dO, output, v, (keys + key) * sizes.ValueWidth, sizes.ValueWidth);
                slope = weight * (down - shared);
            }

            slopes[item] = slope;
            Group.Barrier();
            int chunk = XMath.Min(LaunchGrid.GroupSize, sizes.Keys - first);
            for (int e = item; e < sizes.Width; e += LaunchGrid.GroupSize)
            {
                T sum = T.Zero;
                for (int j = 0; j < chunk; j++)
                    sum = MultiplyAdd.Of(slopes[j], k[((keys + first + j) * sizes.Width) + e], sum);
                dq[target + e] += scale * sum;
            }

            Group.Barrier();
        }
    }

    internal static void KeyGradientKernel(
        ArrayView<T> dO,
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> mask,
        ArrayView<T> o,
        ArrayView<T> logSums,
        ArrayView<T> dk,
        ArrayView<T> dv,
        AttentionSizes sizes,
        T scale)
    {
        ArrayView<T> weights = SharedMemory.Allocate<T>(LaunchGrid.GroupSize);
        ArrayView<T> slopes = SharedMemory.Allocate<T>(LaunchGrid.GroupSize);
        int row = Grid.IdxX, batch = row / sizes.Keys, key = row - (batch * sizes.Keys), item = Group.IdxX;
        int keyTarget = row * sizes.Width, valueTarget = row * sizes.ValueWidth, queries = batch * sizes.Queries;
        for (int e = item; e < sizes.Width; e += LaunchGrid.GroupSize) dk[keyTarget + e] = T.Zero;
        for (int e = item; e < sizes.ValueWidth; e += LaunchGrid.GroupSize) dv[valueTarget + e] = T.Zero;
        for (int first = 0; first < sizes.Queries; first += LaunchGrid.GroupSize)
        {
            int query = first + item;
            T weight = T.Zero, slope = T.Zero;
            if (query < sizes.Queries)
            {
                int output = (queries + query) * sizes.ValueWidth;
                weight = T.Exp(AttentionScores.Of(q, k, mask, sizes, batch, query, key, scale) - logSums[queries + query]);
                T down = AttentionScores.Dot(dO, output, v, valueTarget, sizes.ValueWidth);
                slope = weight * (down - AttentionScores.Dot(dO, output, o, output, sizes.ValueWidth));
            }

            weights[item] = weight;
            slopes[item] = slope;
            Group.Barrier();
            int chunk = XMath.Min(LaunchGrid.GroupSize, sizes.Queries - first);
            for (int e = item; e < sizes.Width; e += LaunchGrid.GroupSize)
            {
                T sum = T.Zero;
                for (int j = 0; j < chunk; j++)
                    sum = MultiplyAdd.Of(slopes[j], q[((queries + first + j) * sizes.Width) + e], sum);
                dk[keyTarget + e] += scale * sum;
            }

            for (int e = item; e < sizes.ValueWidth; e += LaunchGrid.GroupSize)
            {
                T sum = dv[valueTarget + e];
                for (int j = 0; j < chunk; j++)
                    sum = MultiplyAdd.Of(weights[j], dO[((queries + first + j) * sizes.ValueWidth) + e], sum);
                dv[valueTarget + e] = sum;
            }

            Group.Barrier();
        }
    }

    public void Launch(
        ArrayView<T> dO,
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> mask,
        ArrayView<T> o,
        ArrayView<T> logSums,
        ArrayView<T> dq,
        ArrayView<T> dk,
        ArrayView<T> dv,
        AttentionSizes sizes,
        int batches,
        T scale)
    {
        _queries(LaunchGrid.Groups(batches * sizes.Queries), dO, q, k, v, mask, o, logSums, dq, sizes, scale);
        _keys(LaunchGrid.Groups(batches * sizes.Keys), dO, q, k, v, mask, o, logSums, dk, dv, sizes, scale);
    }
}
