namespace GpuNN.Kernels;

/// <summary>The sizes of one step of a sequence (T, N, H), and which of a sample's steps it is.</summary>
internal readonly struct SequenceSizes
{
    public int Steps { get; init; }

    public int Samples { get; init; }

    public int Size { get; init; }

    /// <summary>How many steps were taken before this one.</summary>
    public int Step { get; init; }

    /// <summary>1 where time runs backwards.</summary>
    public int IsReversed { get; init; }

    /// <summary>1 where samples have lengths of their own.</summary>
    public int HasLengths { get; init; }

    /// <summary>1 where there is a bias.</summary>
    public int HasBias { get; init; }

    /// <summary>1 where gates are kept for the gradient.</summary>
    public int KeepsGates { get; init; }

    /// <summary>How many steps a sample has.</summary>
    public int Length(ArrayView<long> lengths, int sample) => HasLengths != 0 ? (int)lengths[sample] : Steps;

    /// <summary>The time of this step for a sample; −1 where its steps are over.</summary>
    public int Time(ArrayView<long> lengths, int sample)
    {
        int length = Length(lengths, sample);
        return Step >= length ? -1 : IsReversed != 0 ? length - 1 - Step : Step;
    }

    /// <summary>The time of the step before; −1 at a sample's first.</summary>
    public int Before(ArrayView<long> lengths, int sample, int time) =>
        IsReversed == 0 ? time - 1 : time + 1 == Length(lengths, sample) ? -1 : time + 1;
}
