namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>A micro-kernel of one instruction set: its tile, and the call that computes one.</summary>
internal unsafe interface IGemmKernel<T>
    where T : unmanaged
{
    /// <summary>The instruction set it is written for.</summary>
    static abstract CpuInstructionSet InstructionSet { get; }

    /// <summary>Rows of a full tile.</summary>
    static abstract int TileRows { get; }

    /// <summary>Elements in a vector; a full tile is two vectors wide.</summary>
    static abstract int VectorCount { get; }

    /// <summary>Rows of a tile that is one vector wide.</summary>
    static abstract int NarrowTileRows { get; }

    /// <summary>
    /// C[rows × vectors·w] = α·A·B + β·C, with <paramref name="rows"/> up to <see cref="TileRows"/>, or up to
    /// <see cref="NarrowTileRows"/> where <paramref name="vectors"/> is 1. Strides count elements. A kernel may fetch
    /// a line for every four steps from <paramref name="ahead"/> on meanwhile: what the caller needs next.
    /// </summary>
    static abstract void Multiply(
        int rows,
        int vectors,
        T* a,
        nint aRow,
        nint aDepth,
        T* b,
        nint bDepth,
        T* c,
        nint cRow,
        nint depth,
        T alpha,
        T beta,
        void* ahead = null);

    /// <summary>Whether <see cref="MultiplyPacking"/> can be called.</summary>
    static virtual bool PacksAlong => false;

    /// <summary>
    /// The same for two vectors and contiguous rows of A, with rows of B <paramref name="bRow"/> apart, which are written to
    /// <paramref name="strip"/> one after the other on the way, for the tiles that follow.
    /// </summary>
    static virtual void MultiplyPacking(
        int rows, T* a, nint aRow, T* b, nint bRow, T* strip, T* c, nint cRow, nint depth, T alpha, T beta) =>
        throw new NotSupportedException();

    /// <summary>
    /// The same where row k of B lies <paramref name="bOffsets"/>[k] bytes after <paramref name="b"/>.
    /// </summary>
    static abstract void MultiplyScattered(
        int rows,
        int vectors,
        T* a,
        nint aRow,
        nint aDepth,
        T* b,
        nint* bOffsets,
        T* c,
        nint cRow,
        nint depth,
        T alpha,
        T beta);

    /// <summary>
    /// C[r, j] = Σₖ w[k]·b[r·bRow + bOffsets[k] + j]: one channel of output, <paramref name="rows"/> rows of it, offsets in bytes.
    /// </summary>
    static abstract void MultiplyRows(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint depth);

    /// <summary>
    /// The same for three rows of <paramref name="taps"/> weights, where those of a row lie <paramref name="bRow"/> after those
    /// of the row before: only the first row's offsets are used for whole tiles.
    /// </summary>
    static abstract void MultiplySharingRows(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint taps);
}
