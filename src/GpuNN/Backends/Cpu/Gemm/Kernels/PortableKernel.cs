using System.Numerics;
using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>portable vectors: 6 rows by two vectors, or 12 by one.</summary>
internal readonly unsafe struct PortableKernel<T> : IGemmKernel<T>
    where T : unmanaged, IEquatable<T>
{
    public static CpuInstructionSet InstructionSet => CpuInstructionSet.Portable;

    public static int TileRows => 6;

    public static int VectorCount => Vector<T>.Count;

    public static int NarrowTileRows => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
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
        void* ahead = null) =>
        TileDispatch<T, Vector<T>, PortableArithmetic<T>>.Multiply<EvenRows>(
            rows, vectors, a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyScattered(
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
        T beta) =>
        TileDispatch<T, Vector<T>, PortableArithmetic<T>>.Multiply<ScatteredRows>(
            rows, vectors, a, aRow, aDepth, b, (nint)bOffsets, c, cRow, depth, alpha, beta);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyRows(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint depth) =>
        RowKernel<T, Vector<T>, PortableArithmetic<T>>.Multiply(rows, vectors, weights, b, bRow, bOffsets, c, cRow, depth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplySharingRows(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint taps) =>
        RowKernel<T, Vector<T>, PortableArithmetic<T>>.MultiplySharing(rows, vectors, weights, b, bRow, bOffsets, c, cRow, taps);
}
