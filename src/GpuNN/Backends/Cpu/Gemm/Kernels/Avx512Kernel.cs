using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>AVX-512: 12 rows by two vectors, 24 of 32 registers accumulate.</summary>
internal readonly unsafe struct Avx512Kernel<T> : IGemmKernel<T>
    where T : unmanaged, IEquatable<T>
{
    public static CpuInstructionSet InstructionSet => CpuInstructionSet.Avx512;

    public static int TileRows => 12;

    public static int VectorCount => Vector512<T>.Count;

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
        TileDispatch<T, Vector512<T>, Vector512Arithmetic<T>>.Multiply<EvenRows>(
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
        TileDispatch<T, Vector512<T>, Vector512Arithmetic<T>>.Multiply<ScatteredRows>(
            rows, vectors, a, aRow, aDepth, b, (nint)bOffsets, c, cRow, depth, alpha, beta);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyRows(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint depth) =>
        RowKernel<T, Vector512<T>, Vector512Arithmetic<T>>.Multiply(rows, vectors, weights, b, bRow, bOffsets, c, cRow, depth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplySharingRows(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint taps) =>
        RowKernel<T, Vector512<T>, Vector512Arithmetic<T>>.MultiplySharing(rows, vectors, weights, b, bRow, bOffsets, c, cRow, taps);
}
