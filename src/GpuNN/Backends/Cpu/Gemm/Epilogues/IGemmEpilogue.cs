namespace GpuNN.Backends.Cpu.Gemm.Epilogues;

/// <summary>What happens to a block of the finished product while it is still in the cache.</summary>
internal unsafe interface IGemmEpilogue<T>
    where T : unmanaged
{
    /// <summary>Whether there is nothing to do, known at compilation.</summary>
    static abstract bool IsEmpty { get; }

    /// <summary>Changes the block of C whose first element is (row, column).</summary>
    void Apply(T* block, nint blockRow, int rows, int columns, int row, int column);
}

/// <summary>The product as it is.</summary>
internal readonly unsafe struct NoEpilogue<T> : IGemmEpilogue<T>
    where T : unmanaged
{
    public static bool IsEmpty => true;

    public void Apply(T* block, nint blockRow, int rows, int columns, int row, int column)
    {
    }
}
