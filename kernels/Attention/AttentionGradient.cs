using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The gradient of <see cref="Attention{T, TBlock}"/>, the scores computed again: with p = exp(s − logSum),
/// ds = p∘(do·vᵀ − Σ do∘o), a group per block of queries sums dq = α·ds·k while keys and values pass by, and a group per block
/// of keys sums dk = α·dsᵀ·q and dv = pᵀ·do while queries pass by. No atomics: the order of sums is fixed.</summary>
internal sealed class AttentionGradient<T, TBlock>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBlock : struct, IAttentionBlock<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int> _shares =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int>(SharesKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T> _queries =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T>(QueryGradientKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T> _keys =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, AttentionSizes, T>(KeyGradientKernel);

    /// <summary>shares[row] = Σ do∘o.</summary>
    internal static void SharesKernel(ArrayView<T> dO, ArrayView<T> o, ArrayView<T> shares, int rows, int width)
    {
        int row = Grid.GlobalIndex.X;
        if (row >= rows) return;
        T sum = T.Zero;
        for (int e = 0; e < width; e++) sum = MultiplyAdd.Of(dO[(row * width) + e], o[(row * width) + e], sum);
        shares[row] = sum;
    }

    internal static void QueryGradientKernel(
        ArrayView<T> dO,
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> mask,
        ArrayView<T> shares,
        ArrayView<T> logSums,
        ArrayView<T> dq,
        AttentionSizes sizes,
        T scale)
    {
        ArrayView<T> queries = TBlock.AllocateRows(), gradients = TBlock.AllocateRows(), slopes = TBlock.AllocateWeights();
        ArrayView<T> passing = AttentionTiles.AllocatePassing<T>();
        int rows = TBlock.Rows, across = AttentionTiles.Across(sizes.Width), down = (sizes.Queries + rows - 1) / rows;
        int line = Grid.IdxX / across, firstColumn = (Grid.IdxX - (line * across)) * AttentionTiles.Width;
        int batch = line / down, firstQuery = (line - (batch * down)) * rows, count = XMath.Min(rows, sizes.Queries - firstQuery);
        int first = (batch * sizes.Queries) + firstQuery, end = sizes.IsCausal != 0 ? XMath.Min(sizes.Keys, firstQuery + rows) : sizes.Keys;
        Accumulators4x4<T> sums = default;
        for (int firstKey = 0; firstKey < end; firstKey += AttentionTiles.Passing)
        {
            int passers = XMath.Min(AttentionTiles.Passing, sizes.Keys - firstKey), passingFirst = (batch * sizes.Keys) + firstKey;
            ScoreSums<T> dots = AttentionTiles.Dots<T, TBlock>(
                q, first, count, queries, firstKey > 0, k, passingFirst, passers, passing, sizes.Width);
            ScoreSums<T> downs = AttentionTiles.Dots<T, TBlock>(
                dO, first, count, gradients, firstKey > 0, v, passingFirst, passers, passing, sizes.ValueWidth);
            for (int i = 0; i < 8; i++)
            {
                int row = (Group.IdxX / 16) + (i / 2 * (rows / 4)), column = (Group.IdxX % 16) + (i % 2 * 16);
                T score = AttentionScores.Of(dots.At(i), mask, sizes, batch, firstQuery + row, firstKey + column, scale);
                int query = first + XMath.Min(row, count - 1);
                slopes[(column * (rows + 1)) + row] = T.Exp(score - logSums[query]) * (downs.At(i) - shares[query]);
            }

            Group.Barrier();
            AttentionTiles.LoadRows(k, passingFirst, passers, passing, firstColumn, sizes.Width, rows * 4);
            Group.Barrier();
            AttentionTiles.AddProduct<T, TBlock>(ref sums, slopes, passing);
        }

        AttentionTiles.Scale(ref sums, scale, scale, scale, scale);
        AttentionTiles.Store<T, TBlock>(sums, dq, first, count, firstColumn, sizes.Width);
    }

    internal static void KeyGradientKernel(
        ArrayView<T> dO,
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> mask,
        ArrayView<T> shares,
        ArrayView<T> logSums,
        ArrayView<T> dk,
        ArrayView<T> dv,
        AttentionSizes sizes,
        T scale)
    {
        ArrayView<T> keys = TBlock.AllocateRows(), values = TBlock.AllocateRows(), passing = AttentionTiles.AllocatePassing<T>();
        ArrayView<T> weights = TBlock.AllocateWeights(), slopes = TBlock.AllocateWeights();
        int rows = TBlock.Rows, across = AttentionTiles.Across(XMath.Max(sizes.Width, sizes.ValueWidth)), down = (sizes.Keys + rows - 1) / rows;
        int line = Grid.IdxX / across, firstColumn = (Grid.IdxX - (line * across)) * AttentionTiles.Width;
        int batch = line / down, firstKey = (line - (batch * down)) * rows, count = XMath.Min(rows, sizes.Keys - firstKey);
        int first = (batch * sizes.Keys) + firstKey, start = sizes.IsCausal != 0 ? firstKey / AttentionTiles.Passing * AttentionTiles.Passing : 0;
        Accumulators4x4<T> keySums = default, valueSums = default;
        for (int firstQuery = start; firstQuery < sizes.Queries; firstQuery += AttentionTiles.Passing)
        {
            int passers = XMath.Min(AttentionTiles.Passing, sizes.Queries - firstQuery), passingFirst = (batch * sizes.Queries) + firstQuery;
            ScoreSums<T> dots = AttentionTiles.Dots<T, TBlock>(
                k, first, count, keys, firstQuery > start, q, passingFirst, passers, passing, sizes.Width);
            ScoreSums<T> downs = AttentionTiles.Dots<T, TBlock>(
                v, first, count, values, firstQuery > start, dO, passingFirst, passers, passing, sizes.ValueWidth);
            for (int i = 0; i < 8; i++)
            {
                int row = (Group.IdxX / 16) + (i / 2 * (rows / 4)), column = (Group.IdxX % 16) + (i % 2 * 16);
                T score = AttentionScores.Of(dots.At(i), mask, sizes, batch, firstQuery + column, firstKey + row, scale);
                int query = passingFirst + XMath.Min(column, passers - 1), place = (column * (rows + 1)) + row;
                T weight = T.Exp(score - logSums[query]);
                weights[place] = weight;
                slopes[place] = weight * (downs.At(i) - shares[query]);
            }

            Group.Barrier();
            AttentionTiles.LoadRows(dO, passingFirst, passers, passing, firstColumn, sizes.ValueWidth, rows * 4);
            Group.Barrier();
            AttentionTiles.AddProduct<T, TBlock>(ref valueSums, weights, passing);
            Group.Barrier();
            AttentionTiles.LoadRows(q, passingFirst, passers, passing, firstColumn, sizes.Width, rows * 4);
            Group.Barrier();
            AttentionTiles.AddProduct<T, TBlock>(ref keySums, slopes, passing);
        }

        AttentionTiles.Scale(ref keySums, scale, scale, scale, scale);
        AttentionTiles.Store<T, TBlock>(keySums, dk, first, count, firstColumn, sizes.Width);
        AttentionTiles.Store<T, TBlock>(valueSums, dv, first, count, firstColumn, sizes.ValueWidth);
    }

    /// <summary>Shares is a workspace of a number per query.</summary>
    public void Launch(
        ArrayView<T> dO,
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> mask,
        ArrayView<T> o,
        ArrayView<T> logSums,
        ArrayView<T> shares,
        ArrayView<T> dq,
        ArrayView<T> dk,
        ArrayView<T> dv,
        AttentionSizes sizes,
        int batches,
        T scale)
    {
        int items = TBlock.Rows * 4, wider = Math.Max(sizes.Width, sizes.ValueWidth);
        int queries = (sizes.Queries + TBlock.Rows - 1) / TBlock.Rows, keys = (sizes.Keys + TBlock.Rows - 1) / TBlock.Rows;
        _shares(LaunchGrid.Over(batches * sizes.Queries), dO, o, shares, batches * sizes.Queries, sizes.ValueWidth);
        _queries(
            new KernelConfig(batches * queries * AttentionTiles.Across(sizes.Width), items), dO, q, k, v, mask, shares, logSums, dq, sizes, scale);
        _keys(
            new KernelConfig(batches * keys * AttentionTiles.Across(wider), items), dO, q, k, v, mask, shares, logSums, dk, dv, sizes, scale);
    }
}
