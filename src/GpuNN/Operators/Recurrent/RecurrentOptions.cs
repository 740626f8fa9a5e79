namespace GpuNN;

/// <summary>How a recurrent network runs over a batch of sequences.</summary>
public sealed record RecurrentOptions
{
    /// <summary>Whether each layer also runs backwards in time; its weights stand behind those of the forward direction, and
    /// results of both are joined.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>The number of steps of each sample [N] (int64, 1 to T), or none where all have T. Results beyond are 0, and the
    /// last state is that of the sample's last step.</summary>
    public Tensor? Lengths { get; init; }

    /// <summary>The probability that a result of a layer is dropped on its way to the next, in training.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether anything is dropped.</summary>
    public bool IsTraining { get; init; } = true;
}
