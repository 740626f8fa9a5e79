using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>
/// The micro-kernel: C[R × V·w] = α·A[R × K]·B[K × V·w] + β·C with R ≤ 12 rows and V ≤ 2 vectors of w elements, all of C in
/// registers while K runs. A is read by two strides, so rows of A or of Aᵀ serve, packed or in place; rows of B are one
/// stride apart. With β = 0 C is not read.
/// </summary>
/// <remarks>
/// R and V are type parameters: one source gives every tile, and the branches on them vanish in compilation. Rows are
/// addressed as base + {0, 1, 2}·stride from every third row, which is one addressing mode each on x64 and keeps twelve rows
/// within the general registers.
/// </remarks>
internal static unsafe class TileKernel<T, TVector, TArithmetic>
    where T : unmanaged, IEquatable<T>
    where TVector : struct
    where TArithmetic : struct, IVectorArithmetic<TVector, T>
{
    /// <summary>
    /// Computes one tile. Strides count elements; where rows of B are scattered, <paramref name="bDepth"/> is the address of
    /// their offsets from <paramref name="b"/> in bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TRows, TVectors, TRight>(
        T* a, nint aRow, nint aDepth, T* b, nint bDepth, T* c, nint cRow, nint depth, T alpha, T beta)
        where TRows : struct, ICount
        where TVectors : struct, ICount
        where TRight : struct, IRightRows
    {
        TVector c00 = default, c01 = default;
        TVector c10 = default, c11 = default;
        TVector c20 = default, c21 = default;
        TVector c30 = default, c31 = default;
        TVector c40 = default, c41 = default;
        TVector c50 = default, c51 = default;
        TVector c60 = default, c61 = default;
        TVector c70 = default, c71 = default;
        TVector c80 = default, c81 = default;
        TVector c90 = default, c91 = default;
        TVector cA0 = default, cA1 = default;
        TVector cB0 = default, cB1 = default;

        byte* a0 = (byte*)a;
        byte* a3 = (byte*)(a + (TRows.Value > 3 ? 3 * aRow : 0));
        byte* a6 = (byte*)(a + (TRows.Value > 6 ? 6 * aRow : 0));
        byte* a9 = (byte*)(a + (TRows.Value > 9 ? 9 * aRow : 0));
        nint row = aRow * sizeof(T);
        nint step = aDepth * sizeof(T);
        nint bStep = bDepth * sizeof(T);
        nint* offsets = (nint*)bDepth;
        byte* first = (byte*)b;
        T* result = c;
        for (int r = 0; r < TRows.Value; r++)
        {
            Prefetch(result);
            result += cRow;
        }

        while (depth > 0)
        {
            if (TRight.AreScattered)
            {
                b = (T*)(first + *offsets);
                offsets++;
            }

            TVector b0 = TArithmetic.Load(b);
            TVector b1 = TVectors.Value > 1 ? TArithmetic.Load(b + TArithmetic.Count) : default;
            TVector x;
            if (TRows.Value > 0)
            {
                x = TArithmetic.Broadcast(*(T*)(a0));
                c00 = TArithmetic.MultiplyAdd(x, b0, c00);
                c01 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c01) : c01;
            }

            if (TRows.Value > 1)
            {
                x = TArithmetic.Broadcast(*(T*)(a0 + row));
                c10 = TArithmetic.MultiplyAdd(x, b0, c10);
                c11 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c11) : c11;
            }

            if (TRows.Value > 2)
            {
                x = TArithmetic.Broadcast(*(T*)(a0 + (2 * row)));
                c20 = TArithmetic.MultiplyAdd(x, b0, c20);
                c21 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c21) : c21;
            }

            if (TRows.Value > 3)
            {
                x = TArithmetic.Broadcast(*(T*)(a3));
                c30 = TArithmetic.MultiplyAdd(x, b0, c30);
                c31 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c31) : c31;
            }

            if (TRows.Value > 4)
            {
                x = TArithmetic.Broadcast(*(T*)(a3 + row));
                c40 = TArithmetic.MultiplyAdd(x, b0, c40);
                c41 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c41) : c41;
            }

            if (TRows.Value > 5)
            {
                x = TArithmetic.Broadcast(*(T*)(a3 + (2 * row)));
                c50 = TArithmetic.MultiplyAdd(x, b0, c50);
                c51 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c51) : c51;
            }

            if (TRows.Value > 6)
            {
                x = TArithmetic.Broadcast(*(T*)(a6));
                c60 = TArithmetic.MultiplyAdd(x, b0, c60);
                c61 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c61) : c61;
            }

            if (TRows.Value > 7)
            {
                x = TArithmetic.Broadcast(*(T*)(a6 + row));
                c70 = TArithmetic.MultiplyAdd(x, b0, c70);
                c71 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c71) : c71;
            }

            if (TRows.Value > 8)
            {
                x = TArithmetic.Broadcast(*(T*)(a6 + (2 * row)));
                c80 = TArithmetic.MultiplyAdd(x, b0, c80);
                c81 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c81) : c81;
            }

            if (TRows.Value > 9)
            {
                x = TArithmetic.Broadcast(*(T*)(a9));
                c90 = TArithmetic.MultiplyAdd(x, b0, c90);
                c91 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, c91) : c91;
            }

            if (TRows.Value > 10)
            {
                x = TArithmetic.Broadcast(*(T*)(a9 + row));
                cA0 = TArithmetic.MultiplyAdd(x, b0, cA0);
                cA1 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, cA1) : cA1;
            }

            if (TRows.Value > 11)
            {
                x = TArithmetic.Broadcast(*(T*)(a9 + (2 * row)));
                cB0 = TArithmetic.MultiplyAdd(x, b0, cB0);
                cB1 = TVectors.Value > 1 ? TArithmetic.MultiplyAdd(x, b1, cB1) : cB1;
            }

            a0 += step;
            a3 += TRows.Value > 3 ? step : 0;
            a6 += TRows.Value > 6 ? step : 0;
            a9 += TRows.Value > 9 ? step : 0;
            b = TRight.AreScattered ? b : (T*)((byte*)b + bStep);
            depth--;
        }

        if (TRows.Value > 0)
        {
            StoreRow<TVectors>(c + (0 * cRow), c00, c01, alpha, beta);
        }

        if (TRows.Value > 1)
        {
            StoreRow<TVectors>(c + (1 * cRow), c10, c11, alpha, beta);
        }

        if (TRows.Value > 2)
        {
            StoreRow<TVectors>(c + (2 * cRow), c20, c21, alpha, beta);
        }

        if (TRows.Value > 3)
        {
            StoreRow<TVectors>(c + (3 * cRow), c30, c31, alpha, beta);
        }

        if (TRows.Value > 4)
        {
            StoreRow<TVectors>(c + (4 * cRow), c40, c41, alpha, beta);
        }

        if (TRows.Value > 5)
        {
            StoreRow<TVectors>(c + (5 * cRow), c50, c51, alpha, beta);
        }

        if (TRows.Value > 6)
        {
            StoreRow<TVectors>(c + (6 * cRow), c60, c61, alpha, beta);
        }

        if (TRows.Value > 7)
        {
            StoreRow<TVectors>(c + (7 * cRow), c70, c71, alpha, beta);
        }

        if (TRows.Value > 8)
        {
            StoreRow<TVectors>(c + (8 * cRow), c80, c81, alpha, beta);
        }

        if (TRows.Value > 9)
        {
            StoreRow<TVectors>(c + (9 * cRow), c90, c91, alpha, beta);
        }

        if (TRows.Value > 10)
        {
            StoreRow<TVectors>(c + (10 * cRow), cA0, cA1, alpha, beta);
        }

        if (TRows.Value > 11)
        {
            StoreRow<TVectors>(c + (11 * cRow), cB0, cB1, alpha, beta);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* row)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(row);
            Sse.Prefetch0((byte*)row + 60);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TVectors>(T* c, TVector c0, TVector c1, T alpha, T beta)
        where TVectors : struct, ICount
    {
        TVector scale = TArithmetic.Broadcast(alpha);
        c0 = TArithmetic.Multiply(c0, scale);
        c1 = TVectors.Value > 1 ? TArithmetic.Multiply(c1, scale) : c1;
        if (!beta.Equals(default))
        {
            TVector old = TArithmetic.Broadcast(beta);
            c0 = TArithmetic.MultiplyAdd(old, TArithmetic.Load(c), c0);
            c1 = TVectors.Value > 1
                ? TArithmetic.MultiplyAdd(old, TArithmetic.Load(c + TArithmetic.Count), c1)
                : c1;
        }

        TArithmetic.Store(c, c0);
        if (TVectors.Value > 1)
        {
            TArithmetic.Store(c + TArithmetic.Count, c1);
        }
    }
}
