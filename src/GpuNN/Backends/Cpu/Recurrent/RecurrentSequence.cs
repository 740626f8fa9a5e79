namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>The extents and the direction of a sequence; samples may end before it does.</summary>
/// <param name="steps">T.</param>
/// <param name="batch">N.</param>
/// <param name="hidden">H.</param>
/// <param name="isReversed">Whether time runs backwards.</param>
/// <param name="lengths">The steps of each sample, or null where all have T.</param>
internal readonly unsafe struct RecurrentSequence(int steps, int batch, int hidden, bool isReversed, long* lengths)
{
    public int Steps => steps;

    public int Batch => batch;

    public int Hidden => hidden;

    public bool IsReversed => isReversed;

    public bool HasLengths => lengths != null;

    /// <summary>The elements of one state of the batch.</summary>
    public nint StateSize => (nint)batch * hidden;

    /// <summary>The time of the i-th step in the order of the recurrence.</summary>
    public int TimeOf(int i) => isReversed ? steps - 1 - i : i;

    /// <summary>The time before t in the order of the recurrence.</summary>
    public int Previous(int t) => isReversed ? t + 1 : t - 1;

    /// <summary>The time after t in the order of the recurrence.</summary>
    public int Next(int t) => isReversed ? t - 1 : t + 1;

    /// <summary>Whether a sample has a step at time t.</summary>
    public bool Has(int sample, int t) => t >= 0 && t < LengthOf(sample);

    /// <summary>The time of a sample's first step.</summary>
    public int FirstOf(int sample) => isReversed ? LengthOf(sample) - 1 : 0;

    /// <summary>The state h [T, N, H] of a sample before its step at time t; h0 [N, H] before its first.</summary>
    public float* StateBefore(int t, int sample, float* initial, float* h) => FirstOf(sample) == t
        ? initial + ((nint)sample * hidden)
        : h + ((((nint)Previous(t) * batch) + sample) * hidden);

    private int LengthOf(int sample) => lengths == null ? steps : (int)lengths[sample];
}
