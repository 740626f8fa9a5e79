namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>What an elementwise operator does to one row of its operands; operand 0 is the result, contiguous.</summary>
internal unsafe interface IRowKernel
{
    /// <summary>Whether operands other than the result may be a single element, repeated along the row.</summary>
    static abstract bool AllowsRepeated { get; }

    /// <summary>The size in bytes of the elements of an operand.</summary>
    static abstract int SizeOf(int operand);

    /// <summary>Does <paramref name="count"/> elements; the steps are 1, or 0 for a repeated element.</summary>
    void Invoke(byte** operands, long* steps, nint count);
}
