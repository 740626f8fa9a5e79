using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>
/// The micro-kernel of one output channel: C[r, j] = Σₖ w[k]·b[r·bRow + offset(k) + j] for up to four rows r and two vectors of
/// columns. Where a matrix product would have a single row, rows of the image fill the registers instead.
/// </summary>
internal static unsafe class RowKernel<T, TVector, TArithmetic>
    where T : unmanaged, IEquatable<T>
    where TVector : struct
    where TArithmetic : struct, IVectorArithmetic<TVector, T>
{
    /// <summary>Computes one tile. Strides count elements, offsets bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint depth)
    {
        int row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            if (vectors == 2)
            {
                Tile<Count4, Count2>(weights, b + (row * bRow), bRow, bOffsets, c + (row * cRow), cRow, depth);
            }
            else
            {
                Tile<Count4, Count1>(weights, b + (row * bRow), bRow, bOffsets, c + (row * cRow), cRow, depth);
            }
        }

        for (; row < rows; row++)
        {
            if (vectors == 2)
            {
                Tile<Count1, Count2>(weights, b + (row * bRow), bRow, bOffsets, c + (row * cRow), cRow, depth);
            }
            else
            {
                Tile<Count1, Count1>(weights, b + (row * bRow), bRow, bOffsets, c + (row * cRow), cRow, depth);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TVectors>(
        T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint depth)
        where TRows : struct, ICount
        where TVectors : struct, ICount
    {
        TVector c00 = TArithmetic.Broadcast(default), c01 = c00, c10 = c00, c11 = c00;
        TVector c20 = c00, c21 = c00, c30 = c00, c31 = c00;
        nint row = bRow * sizeof(T);
        nint right = TArithmetic.Count * sizeof(T);
        for (nint k = 0; k < depth; k++)
        {
            TVector w = TArithmetic.Broadcast(weights[k]);
            byte* first = (byte*)b + bOffsets[k];
            c00 = TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)first), c00);
            c01 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)(first + right)), c01) : c01;
            if (TRows.Value > 1)
            {
                first += row;
                c10 = TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)first), c10);
                c11 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)(first + right)), c11) : c11;
                first += row;
                c20 = TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)first), c20);
                c21 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)(first + right)), c21) : c21;
                first += row;
                c30 = TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)first), c30);
                c31 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)(first + right)), c31) : c31;
            }
        }

        Store<TVectors>(c, c00, c01);
        if (TRows.Value > 1)
        {
            Store<TVectors>(c + cRow, c10, c11);
            Store<TVectors>(c + (2 * cRow), c20, c21);
            Store<TVectors>(c + (3 * cRow), c30, c31);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(T* c, TVector left, TVector right)
        where TVectors : struct, ICount
    {
        TArithmetic.Store(c, left);
        if (TVectors.Value > 1)
        {
            TArithmetic.Store(c + TArithmetic.Count, right);
        }
    }
}
