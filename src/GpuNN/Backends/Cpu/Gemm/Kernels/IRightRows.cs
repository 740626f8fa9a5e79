namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>How a micro-kernel finds the rows of its right operand, as a type.</summary>
internal interface IRightRows
{
    /// <summary>Whether each row has an offset of its own in a table, instead of one stride for all.</summary>
    static abstract bool AreScattered { get; }
}

/// <summary>Rows one stride apart.</summary>
internal readonly struct EvenRows : IRightRows
{
    public static bool AreScattered => false;
}

/// <summary>Rows at offsets from a table: the taps of a convolution in its image.</summary>
internal readonly struct ScatteredRows : IRightRows
{
    public static bool AreScattered => true;
}
