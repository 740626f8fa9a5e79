namespace GpuNN.Backends.Cpu.Attention;

/// <summary>Matrices of a batch at any strides: element (b, r, c) lies at first + b·batch + r·row + c·column.</summary>
internal readonly unsafe struct AttentionOperand<T>(T* first, nint batch, nint row, nint column)
    where T : unmanaged
{
    /// <summary>The operand of a view of rank 3.</summary>
    public AttentionOperand(BufferView view)
        : this(view.Pointer<T>(), (nint)view.Strides[0], (nint)view.Strides[1], (nint)view.Strides[2])
    {
    }

    public nint Row => row;

    public nint Column => column;

    /// <summary>Element (batch, row, 0).</summary>
    public T* At(int atBatch, int atRow) => first + (atBatch * batch) + (atRow * row);
}
