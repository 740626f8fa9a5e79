using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>From a tile's size in numbers to the kernel compiled for it.</summary>
internal static unsafe class TileDispatch<T, TVector, TArithmetic>
    where T : unmanaged, IEquatable<T>
    where TVector : struct
    where TArithmetic : struct, IVectorArithmetic<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TRight>(
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
        T beta)
        where TRight : struct, IRightRows
    {
        if (vectors == 2)
        {
            Multiply<Count2, TRight>(rows, a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
        }
        else
        {
            Multiply<Count1, TRight>(rows, a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TVectors, TRight>(
        int rows, T* a, nint aRow, nint aDepth, T* b, nint bDepth, T* c, nint cRow, nint depth, T alpha, T beta)
        where TVectors : struct, ICount
        where TRight : struct, IRightRows
    {
        switch (rows)
        {
            case 1:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count1, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 2:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count2, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 3:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count3, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 4:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count4, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 5:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count5, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 6:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count6, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 7:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count7, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 8:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count8, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 9:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count9, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 10:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count10, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 11:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count11, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 12:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count12, TVectors, TRight>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
        }
    }
}
