namespace GpuNN.Training;

/// <summary>Gives the batches of an epoch. What an epoch holds follows from its number alone, so that a training that resumes
/// in its middle sees what it would have seen.</summary>
/// <typeparam name="TBatch">What goes through the model together.</typeparam>
public interface IBatchSource<out TBatch>
{
    /// <summary>The number of batches in an epoch.</summary>
    int Count { get; }

    /// <summary>The batches of an epoch, from one of them on. A batch lives until the next one is asked for.</summary>
    /// <param name="epoch">The epoch, counted from 0.</param>
    /// <param name="first">How many batches at its start are passed over.</param>
    IEnumerable<TBatch> Batches(int epoch, int first = 0);
}
