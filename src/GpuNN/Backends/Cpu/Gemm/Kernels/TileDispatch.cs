namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>From a tile's size in numbers to the kernel compiled for it.</summary>
internal static unsafe class TileDispatch<T, TVector, TArithmetic>
    where T : unmanaged, IEquatable<T>
    where TVector : struct
    where TArithmetic : struct, IVectorArithmetic<TVector, T>
{
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
        T beta)
    {
        if (vectors == 2)
        {
            Multiply<Count2>(rows, a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
        }
        else
        {
            Multiply<Count1>(rows, a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
        }
    }

    private static void Multiply<TVectors>(
        int rows, T* a, nint aRow, nint aDepth, T* b, nint bDepth, T* c, nint cRow, nint depth, T alpha, T beta)
        where TVectors : struct, ICount
    {
        switch (rows)
        {
            case 1:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count1, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 2:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count2, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 3:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count3, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 4:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count4, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 5:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count5, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 6:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count6, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 7:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count7, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 8:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count8, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 9:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count9, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 10:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count10, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 11:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count11, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
            case 12:
                TileKernel<T, TVector, TArithmetic>.Multiply<Count12, TVectors>(
                    a, aRow, aDepth, b, bDepth, c, cRow, depth, alpha, beta);
                break;
        }
    }
}
