namespace GpuNN.Bench.Limits;

/// <summary>What an operator has to do at least.</summary>
/// <param name="Flops">Multiplications and additions of the textbook formula, whatever the algorithm saves.</param>
/// <param name="BytesRead">Compulsory reads: each input once, twice where a statistic must be known first.</param>
/// <param name="BytesWritten">Compulsory writes: each output once.</param>
/// <param name="Resident">Bytes of inputs and outputs together, where that differs from the traffic.</param>
internal readonly record struct Work(double Flops, double BytesRead, double BytesWritten, double Resident = 0)
{
    public double Bytes => BytesRead + BytesWritten;

    /// <summary>Bytes that a repeated call finds in a cache, if they fit there.</summary>
    public double WorkingSet => Resident > 0 ? Resident : Bytes;

    /// <summary>FLOP per byte of compulsory traffic.</summary>
    public double Intensity => Bytes > 0 ? Flops / Bytes : double.PositiveInfinity;

    public static Work operator +(Work a, Work b) => new(
        a.Flops + b.Flops, a.BytesRead + b.BytesRead, a.BytesWritten + b.BytesWritten, a.WorkingSet + b.WorkingSet);

    public static Work operator *(double times, Work a) => new(
        times * a.Flops, times * a.BytesRead, times * a.BytesWritten, a.Resident > 0 ? times * a.Resident : 0);
}
