using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>o = softmax(α·q·kᵀ + mask)·v without ever holding the scores: a group per query walks over the keys in chunks of its
/// size, an item a key, with the running maximum and sum of the online softmax (Milakov and Gimelshein 2018); then an item a
/// column of v. The logarithm of the sum is kept for the gradient. No key at all gives NaN.</summary>
internal sealed class Attention<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
        ArrayView<T> weights = SharedMemory.Allocate<T>(LaunchGrid.GroupSize);
        int row = Grid.IdxX, batch = row / sizes.Queries, query = row - (batch * sizes.Queries), item = Group.IdxX;
        int output = row * sizes.ValueWidth, values = batch * sizes.Keys * sizes.ValueWidth;
        for (int column = item; column < sizes.ValueWidth; column += LaunchGrid.GroupSize) o[output + column] = T.Zero;
        T maximum = T.NegativeInfinity, sum = T.Zero;
        for (int first = 0; first < sizes.Keys; first += LaunchGrid.GroupSize)
        {
            int key = first + item;
            T score = key < sizes.Keys ? AttentionScores.Of(q, k, mask, sizes, batch, query, key, scale) : T.NegativeInfinity;
            T largest = MaximumReduction.Combine(maximum, GroupReduction.Combine<T, MaximumReduction>(score));
            T pivot = largest == T.NegativeInfinity ? T.Zero : largest;
            T weight = T.Exp(score - pivot), correction = T.Exp(maximum - pivot);
            weights[item] = weight;
            sum = (sum * correction) + GroupReduction.Combine<T, SumReduction>(weight);
            maximum = largest;
            int chunk = XMath.Min(LaunchGrid.GroupSize, sizes.Keys - first);
            for (int column = item; column < sizes.ValueWidth; column += LaunchGrid.GroupSize)
            {
                T total = o[output + column] * correction;
                for (int j = 0; j < chunk; j++)
                    total = MultiplyAdd.Of(weights[j], v[values + ((first + j) * sizes.ValueWidth) + column], total);
                o[output + column] = total;
            }

            Group.Barrier();
        }

        for (int column = item; column < sizes.ValueWidth; column += LaunchGrid.GroupSize) o[output + column] /= sum;
        if (item == 0) logSums[row] = maximum + T.Log(sum);
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
        T scale) =>
        _attend(LaunchGrid.Groups(batches * sizes.Queries), q, k, v, mask, o, logSums, sizes, scale);
}
