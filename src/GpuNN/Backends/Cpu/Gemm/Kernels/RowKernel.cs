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

    /// <summary>
    /// The same for three rows of <paramref name="taps"/> weights each, one row of b apart: what four rows of c read of a row
    /// of b is read once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySharing(
        int rows, int vectors, T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint taps)
    {
        int row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            if (vectors == 2)
            {
                SharingTile<Count2>(weights, b + (row * bRow), bRow, bOffsets, c + (row * cRow), cRow, taps);
            }
            else
            {
                SharingTile<Count1>(weights, b + (row * bRow), bRow, bOffsets, c + (row * cRow), cRow, taps);
            }
        }

        for (; row < rows; row++)
        {
            if (vectors == 2)
            {
                SharingRow<Count2>(weights, b + (row * bRow), bRow, bOffsets, c + (row * cRow), taps);
            }
            else
            {
                SharingRow<Count1>(weights, b + (row * bRow), bRow, bOffsets, c + (row * cRow), taps);
            }
        }
    }

    /// <summary>One row, summed in the order of the tile's rows, so that where tiles begin does not show in a result.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SharingRow<TVectors>(T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint taps)
        where TVectors : struct, ICount
    {
        TVector c0 = TArithmetic.Broadcast(default), c1 = c0;
        nint row = bRow * sizeof(T);
        for (nint k = 0; k < taps; k++)
        {
            byte* x = (byte*)b + bOffsets[k];
            for (int r = 0; r < 3; r++)
            {
                TVector w = TArithmetic.Broadcast(weights[k + (r * taps)]);
                c0 = TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)x), c0);
                c1 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(w, TArithmetic.Load((T*)x + TArithmetic.Count), c1) : c1;
                x += row;
            }
        }

        Store<TVectors>(c, c0, c1);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SharingTile<TVectors>(
        T* weights, T* b, nint bRow, nint* bOffsets, T* c, nint cRow, nint taps)
        where TVectors : struct, ICount
    {
        TVector c00 = TArithmetic.Broadcast(default), c01 = c00, c10 = c00, c11 = c00;
        TVector c20 = c00, c21 = c00, c30 = c00, c31 = c00;
        nint row = bRow * sizeof(T);
        nint right = TArithmetic.Count * sizeof(T);
        for (nint k = 0; k < taps; k++)
        {
            TVector w0 = TArithmetic.Broadcast(weights[k]);
            TVector w1 = TArithmetic.Broadcast(weights[k + taps]);
            TVector w2 = TArithmetic.Broadcast(weights[k + (2 * taps)]);
            byte* x = (byte*)b + bOffsets[k];
            TVector left = TArithmetic.Load((T*)x);
            c00 = TArithmetic.MultiplyAdd(w0, left, c00);
            left = TArithmetic.Load((T*)(x + row));
            c00 = TArithmetic.MultiplyAdd(w1, left, c00);
            c10 = TArithmetic.MultiplyAdd(w0, left, c10);
            left = TArithmetic.Load((T*)(x + (2 * row)));
            c00 = TArithmetic.MultiplyAdd(w2, left, c00);
            c10 = TArithmetic.MultiplyAdd(w1, left, c10);
            c20 = TArithmetic.MultiplyAdd(w0, left, c20);
            byte* below = x + (3 * row);
            left = TArithmetic.Load((T*)below);
            c10 = TArithmetic.MultiplyAdd(w2, left, c10);
            c20 = TArithmetic.MultiplyAdd(w1, left, c20);
            c30 = TArithmetic.MultiplyAdd(w0, left, c30);
            left = TArithmetic.Load((T*)(below + row));
            c20 = TArithmetic.MultiplyAdd(w2, left, c20);
            c30 = TArithmetic.MultiplyAdd(w1, left, c30);
            left = TArithmetic.Load((T*)(below + (2 * row)));
            c30 = TArithmetic.MultiplyAdd(w2, left, c30);
            if (TVectors.Value > 1)
            {
                x += right;
                below += right;
                left = TArithmetic.Load((T*)x);
                c01 = TArithmetic.MultiplyAdd(w0, left, c01);
                left = TArithmetic.Load((T*)(x + row));
                c01 = TArithmetic.MultiplyAdd(w1, left, c01);
                c11 = TArithmetic.MultiplyAdd(w0, left, c11);
                left = TArithmetic.Load((T*)(x + (2 * row)));
                c01 = TArithmetic.MultiplyAdd(w2, left, c01);
                c11 = TArithmetic.MultiplyAdd(w1, left, c11);
                c21 = TArithmetic.MultiplyAdd(w0, left, c21);
                left = TArithmetic.Load((T*)below);
                c11 = TArithmetic.MultiplyAdd(w2, left, c11);
                c21 = TArithmetic.MultiplyAdd(w1, left, c21);
                c31 = TArithmetic.MultiplyAdd(w0, left, c31);
                left = TArithmetic.Load((T*)(below + row));
                c21 = TArithmetic.MultiplyAdd(w2, left, c21);
                c31 = TArithmetic.MultiplyAdd(w1, left, c31);
                left = TArithmetic.Load((T*)(below + (2 * row)));
                c31 = TArithmetic.MultiplyAdd(w2, left, c31);
            }
        }

        Store<TVectors>(c, c00, c01);
        Store<TVectors>(c + cRow, c10, c11);
        Store<TVectors>(c + (2 * cRow), c20, c21);
        Store<TVectors>(c + (3 * cRow), c30, c31);
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
