namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>Neighbouring units of neighbouring samples, whose products with the state have just been computed.</summary>
internal unsafe struct UnitBlock
{
    /// <summary>The first sample.</summary>
    public int Sample;

    /// <summary>How many samples.</summary>
    public int Samples;

    /// <summary>The first unit.</summary>
    public int Unit;

    /// <summary>How many units.</summary>
    public int Units;

    /// <summary>h·Uᵀ of the first sample: gate after gate <see cref="GateStride"/> apart, samples <see cref="SumRow"/>.</summary>
    public float* Sums;

    /// <summary>Elements from a sample's sums to the next's.</summary>
    public nint SumRow;

    /// <summary>Elements from a gate's sums to the next's.</summary>
    public nint GateStride;

    /// <summary>The batch's state before the step [N, H].</summary>
    public float* Previous;

    /// <summary>The batch's state after it [N, H].</summary>
    public float* Next;
}
