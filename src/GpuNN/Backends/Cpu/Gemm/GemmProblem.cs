namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>
/// C[M × N] = α·A[M × K]·B[K × N] + β·C: sizes, factors and the operands A and C; B comes from an
/// <see cref="Packing.IPanelSource{T}"/>. A is read by two strides, in elements, so a transposed matrix is one with its
/// strides exchanged; rows of C are contiguous. With β = 0 C is not read.
/// </summary>
internal unsafe struct GemmProblem<T>
    where T : unmanaged
{
    public int Rows;
    public int Columns;
    public int Depth;
    public T Alpha;
    public T Beta;
    public T* Left;
    public nint LeftRow;
    public nint LeftDepth;
    public T* Result;
    public nint ResultRow;
}
