using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>o = softmax(α·q·kᵀ + mask)·v without ever holding the scores in memory (Dao et al. 2022): a group keeps a block of
/// queries in shared memory, 32 keys and then their values pass by, and each query has a running maximum and sum
/// (Milakov and Gimelshein 2018), by which its sums are corrected when the maximum grows. Keys that no query of a block may
/// see are not visited. The logarithm of the sum is kept for the gradient. No key at all gives NaN.
///
/// Heads wider than 64 reload the queries in pieces of 64; values wider than 64 are split among groups, which find the
/// scores again.</summary>
internal sealed class Attention<T, TBlock>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBlock : struct, IAttentionBlock<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T> _attend =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T>(AttentionKernel);

    internal static void AttentionKernel(
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> mask,
        ArrayView<T> o,
        ArrayView<T> logSums,
        AttentionSizes sizes,
        T scale)
    {
        ArrayView<T> queries = TBlock.AllocateRows(), passing = AttentionTiles.AllocatePassing<T>(), weights = TBlock.AllocateWeights();
        ArrayView<T> partial = TBlock.AllocateStatistics(), statistics = TBlock.AllocateStatistics();
        int item = Group.IdxX, rows = TBlock.Rows, pitch = rows + 1, step = rows / 4, maxima = 0, sums = rows, corrections = 2 * rows;
        int across = AttentionTiles.Across(sizes.ValueWidth), down = (sizes.Queries + rows - 1) / rows;
        int line = Grid.IdxX / across, firstColumn = (Grid.IdxX - (line * across)) * AttentionTiles.Width;
        int batch = line / down, firstQuery = (line - (batch * down)) * rows, count = XMath.Min(rows, sizes.Queries - firstQuery);
        if (item < rows)
        {
            statistics[maxima + item] = T.NegativeInfinity;
            statistics[sums + item] = T.Zero;
        }

        Group.Barrier();
        Accumulators4x4<T> output = default;
        int own = item % rows, quarter = item / rows, row = item / 16;
        int end = sizes.IsCausal != 0 ? XMath.Min(sizes.Keys, firstQuery + rows) : sizes.Keys;
        for (int firstKey = 0; firstKey < end; firstKey += AttentionTiles.Passing)
        {
            int passers = XMath.Min(AttentionTiles.Passing, sizes.Keys - firstKey);
            ScoreSums<T> scores = AttentionTiles.Dots<T, TBlock>(
                q, (batch * sizes.Queries) + firstQuery, count, queries, firstKey > 0, k, (batch * sizes.Keys) + firstKey, passers, passing, sizes.Width);
            for (int i = 0; i < 8; i++)
            {
                int scored = row + (i / 2 * step), column = (item % 16) + (i % 2 * 16);
                weights[(column * pitch) + scored] =
                    AttentionScores.Of(scores.At(i), mask, sizes, batch, firstQuery + scored, firstKey + column, scale);
            }

            Group.Barrier();
            AttentionTiles.LoadRows(
                v, (batch * sizes.Keys) + firstKey, passers, passing, firstColumn, sizes.ValueWidth, rows * 4);
            T largest = T.NegativeInfinity;
            for (int p = 0; p < AttentionTiles.Passing / 4; p++)
                largest = MaximumReduction.Combine(largest, weights[(((quarter * 8) + p) * pitch) + own]);
            partial[item] = largest;
            Group.Barrier();
            T before = statistics[maxima + own];
            largest = MaximumReduction.Combine(
                before,
                MaximumReduction.Combine(
                    MaximumReduction.Combine(partial[own], partial[rows + own]),
                    MaximumReduction.Combine(partial[(2 * rows) + own], partial[(3 * rows) + own])));
            T pivot = largest == T.NegativeInfinity ? T.Zero : largest, sum = T.Zero;
            for (int p = 0; p < AttentionTiles.Passing / 4; p++)
            {
                int place = (((quarter * 8) + p) * pitch) + own;
                T weight = T.Exp(weights[place] - pivot);
                weights[place] = weight;
                sum += weight;
            }

            Group.Barrier();
            partial[item] = sum;
            Group.Barrier();
            if (item < rows)
            {
                T correction = T.Exp(before - pivot);
                statistics[corrections + item] = correction;
                statistics[maxima + item] = largest;
                statistics[sums + item] = (statistics[sums + item] * correction)
                    + (partial[item] + partial[rows + item] + (partial[(2 * rows) + item] + partial[(3 * rows) + item]));
            }

            Group.Barrier();
            AttentionTiles.Scale(
                ref output,
                statistics[corrections + row],
                statistics[corrections + row + step],
                statistics[corrections + row + (2 * step)],
                statistics[corrections + row + (3 * step)]);
            AttentionTiles.AddProduct<T, TBlock>(ref output, weights, passing);
        }

        int first = (batch * sizes.Queries) + firstQuery;
        AttentionTiles.Scale(
            ref output,
            T.One / statistics[sums + row],
            T.One / statistics[sums + row + step],
            T.One / statistics[sums + row + (2 * step)],
            T.One / statistics[sums + row + (3 * step)]);
        AttentionTiles.Store<T, TBlock>(output, o, first, count, firstColumn, sizes.ValueWidth);
        if (item < count && firstColumn == 0) logSums[first + item] = statistics[maxima + item] + T.Log(statistics[sums + item]);
    }

    public void Launch(
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> mask,
        ArrayView<T> o,
        ArrayView<T> logSums,
        AttentionSizes sizes,
        int batches,
        T scale)
    {
        int across = AttentionTiles.Across(sizes.ValueWidth), down = (sizes.Queries + TBlock.Rows - 1) / TBlock.Rows;
        _attend(new KernelConfig(batches * down * across, TBlock.Rows * 4), q, k, v, mask, o, logSums, sizes, scale);
    }
}
