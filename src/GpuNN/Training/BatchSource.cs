namespace GpuNN.Training;

/// <summary>Batches for trainings that do not go through a <see cref="Data.DataLoader"/>: language models, graphs, pairs of
/// words.</summary>
public static class BatchSource
{
    /// <summary>A source of which each batch is a function of the epoch and of its own number.</summary>
    /// <param name="count">The number of batches in an epoch.</param>
    /// <param name="batch">Makes batch <c>index</c> of <c>epoch</c>, both counted from 0.</param>
    public static IBatchSource<TBatch> Create<TBatch>(int count, Func<int, int, TBatch> batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new ComputedBatches<TBatch>(count, batch);
    }

    /// <summary>A source whose epochs are a list each, made when the epoch begins: a text that is sampled anew.</summary>
    /// <param name="count">The number of batches in each.</param>
    /// <param name="epoch">Makes the batches of an epoch, counted from 0.</param>
    public static IBatchSource<TBatch> Create<TBatch>(int count, Func<int, IEnumerable<TBatch>> epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new ListedBatches<TBatch>(count, epoch);
    }

    /// <summary>The same batch, once an epoch: a whole graph.</summary>
    public static IBatchSource<TBatch> Whole<TBatch>(TBatch batch) => Create(1, (_, _) => batch);

    private sealed class ComputedBatches<TBatch>(int count, Func<int, int, TBatch> batch) : IBatchSource<TBatch>
    {
        public int Count => count;

        public IEnumerable<TBatch> Batches(int epoch, int first)
        {
            for (int index = first; index < count; index++) yield return batch(epoch, index);
        }
    }

    private sealed class ListedBatches<TBatch>(int count, Func<int, IEnumerable<TBatch>> batches) : IBatchSource<TBatch>
    {
        public int Count => count;

        public IEnumerable<TBatch> Batches(int epoch, int first) => batches(epoch).Skip(first).Take(count - first);
    }
}
