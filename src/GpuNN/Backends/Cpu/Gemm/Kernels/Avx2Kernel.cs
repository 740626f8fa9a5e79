using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>AVX2 and FMA: 6 rows by two vectors, or 12 by one: 12 of 16 registers accumulate.</summary>
internal readonly unsafe struct Avx2Kernel<T> : IGemmKernel<T>
    where T : unmanaged, IEquatable<T>
{
    public static CpuInstructionSet InstructionSet => CpuInstructionSet.Avx2;

    public static int TileRows => 6;

    public static int VectorCount => Vector256<T>.Count;

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
        void* ahead = null)
    {
        if (typeof(T) == typeof(float) && vectors == 2 && bDepth == SingleStripKernel.Width && aDepth == 1)
        {
            SingleStripKernel.Multiply(
                rows,
                (float*)a,
                aRow,
                (float*)b,
                (float*)c,
                cRow,
                depth,
                *(float*)&alpha,
                *(float*)&beta,
                ahead == null ? (byte*)b : (byte*)ahead);
        }
        else if (typeof(T) == typeof(float) && vectors == 2 && bDepth == SingleStripKernel.Width && aRow == 1)
        {
            SingleStripKernel.MultiplyColumns(
                rows, (float*)a, aDepth, (float*)b, (float*)c, cRow, depth, *(float*)&alpha, *(float*)&beta);
        }
        else
        {
            TileDispatch<T, Vector256<T>, Vector256Arithmetic<T>>.Multiply<EvenRows>(
                rows, vectors, a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
        }
    }

    public static bool PacksAlong => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyPacking(
        int rows, T* a, nint aRow, T* b, nint bRow, T* strip, T* c, nint cRow, nint depth, T alpha, T beta) =>
        SingleStripKernel.MultiplyPacking(
            rows,
            (float*)a,
            aRow,
            (float*)b,
            bRow,
            (float*)strip,
            (float*)c,
            cRow,
            depth,
            *(float*)&alpha,
            *(float*)&beta);

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
        TileDispatch<T, Vector256<T>, Vector256Arithmetic<T>>.Multiply<ScatteredRows>(
            rows, vectors, a, aRow, aDepth, b, (nint)bOffsets, c, cRow, depth, alpha, beta);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyRows(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint depth) =>
        RowKernel<T, Vector256<T>, Vector256Arithmetic<T>>.Multiply(rows, vectors, weights, b, bRow, bOffsets, c, cRow, depth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplySharingRows(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint taps) =>
        RowKernel<T, Vector256<T>, Vector256Arithmetic<T>>.MultiplySharing(rows, vectors, weights, b, bRow, bOffsets, c, cRow, taps);
}
