namespace GpuNN.Training;

/// <summary>Something beside model and optimiser that a training remembers from step to step: a recurrent state, a replay of
/// samples. What is saved is continued bit for bit.</summary>
public interface ICheckpointed
{
    /// <summary>Its name in the checkpoint.</summary>
    string Name { get; }

    /// <summary>What it remembers.</summary>
    IReadOnlyDictionary<string, Tensor> SaveState();

    /// <summary>Takes up what <see cref="SaveState"/> gave; the tensors are the caller's.</summary>
    void LoadState(IReadOnlyDictionary<string, Tensor> state);
}
