using System.Collections;
using System.Threading.Channels;
using GpuNN.Data.Augmentations;
using GpuNN.Training;

namespace GpuNN.Data;

/// <summary>Goes through a dataset in batches: <c>foreach (Batch batch in loader)</c>. Another thread gathers batches ahead. A
/// batch lives until the next one is asked for. The order of an epoch follows from the seed and the epoch's number alone,
/// so that a training that resumes sees the same batches.</summary>
public sealed class DataLoader : IEnumerable<Batch>, IBatchSource<Batch>
{
    private const int BatchesAhead = 2;

    private readonly Dataset _dataset;
    private readonly IReadOnlyList<Augmentation> _augmentations;

    /// <summary>A loader.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">How many go together.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="seed">Of the orders.</param>
    /// <param name="dropLast">Whether a last batch that is not full is left out.</param>
    /// <param name="device">Where batches are put.</param>
    /// <param name="augmentations">What changes samples at random, one after the other; nothing where left out.</param>
    /// <exception cref="ArgumentException">Samples would be changed whose targets are maps of them.</exception>
    public DataLoader(
        Dataset dataset,
        int batchSize,
        bool shuffle = false,
        int seed = 0,
        bool dropLast = false,
        Device? device = null,
        IReadOnlyList<Augmentation>? augmentations = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        _augmentations = augmentations ?? [];
        if (_augmentations.Count > 0 && dataset.TargetShape.Rank > 0)
            throw new ArgumentException("An augmentation changes samples, not the maps that are their targets.", nameof(augmentations));
        _dataset = dataset;
        BatchSize = batchSize;
        Shuffles = shuffle;
        Seed = seed;
        DropsLast = dropLast;
        Device = device ?? Device.Default;
    }

    /// <summary>How many samples go together.</summary>
    public int BatchSize { get; }

    /// <summary>Whether each epoch has an order of its own.</summary>
    public bool Shuffles { get; }

    /// <summary>The seed of the orders.</summary>
    public int Seed { get; }

    /// <summary>Whether a last batch that is not full is left out.</summary>
    public bool DropsLast { get; }

    /// <summary>Where batches are put.</summary>
    public Device Device { get; }

    /// <summary>How often the data was begun; set it to resume.</summary>
    public int Epoch { get; set; }

    /// <summary>The number of batches in an epoch.</summary>
    public int Count => DropsLast ? _dataset.Count / BatchSize : (_dataset.Count + BatchSize - 1) / BatchSize;

    /// <summary>Begins an epoch.</summary>
    public IEnumerator<Batch> GetEnumerator() => Batches(Epoch++).GetEnumerator();

    /// <inheritdoc/>
    public IEnumerable<Batch> Batches(int epoch, int first = 0)
    {
        int[] order = Order(epoch);
        var channel = Channel.CreateBounded<(float[] Inputs, long[] Targets)>(BatchesAhead);
        using var stop = new CancellationTokenSource();
        Task gathering = Task.Run(() => GatherAsync(order, epoch, first, channel.Writer, stop.Token));
        try
        {
            for (int index = first; index < Count; index++)
            {
                var (inputs, targets) = channel.Reader.ReadAsync().AsTask().GetAwaiter().GetResult();
                int samples = inputs.Length / (int)_dataset.InputShape.Count;
                using var batch = new Batch(
                    Tensor.From(inputs, _dataset.InputShape.Insert(0, samples), Device).Keep(),
                    Tensor.From(targets, _dataset.TargetShape.Insert(0, samples), Device).Keep());
                yield return batch;
            }
        }
        finally
        {
            stop.Cancel();
            gathering.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int[] Order(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, _dataset.Count)];
        if (Shuffles) new Random(unchecked((Seed * 7919) + epoch)).Shuffle(order);
        return order;
    }

    private (float[] Inputs, long[] Targets) Gather(int[] samples, int epoch)
    {
        var (inputs, targets) = _dataset.Gather(samples);
        int length = (int)_dataset.InputShape.Count;
        for (int index = 0; index < samples.Length && _augmentations.Count > 0; index++)
        {
            var random = new Random(HashOf(Seed, epoch, samples[index]));
            foreach (Augmentation augmentation in _augmentations)
                augmentation.Apply(inputs.AsSpan(index * length, length), _dataset.InputShape, random);
        }

        return (inputs, targets);

        static int HashOf(int seed, int epoch, int sample) => unchecked((((seed * 7919) + epoch) * 1_000_003) + sample);
    }

    private async Task GatherAsync(
        int[] order, int epoch, int first, ChannelWriter<(float[] Inputs, long[] Targets)> writer, CancellationToken stop)
    {
        try
        {
            for (int index = first; index < Count; index++)
            {
                int start = index * BatchSize;
                int[] samples = order[start..Math.Min(start + BatchSize, order.Length)];
                await writer.WriteAsync(Gather(samples, epoch), stop).ConfigureAwait(false);
            }

            writer.Complete();
        }
        catch (OperationCanceledException)
        {
            writer.Complete();
        }
        catch (Exception exception)
        {
            writer.Complete(exception);
        }
    }
}
